import * as accounts from '#lib/accounts/server/accounts.ts';
import type { NewLogin } from '#lib/accounts/accounts.ts';
import { say } from '#lib/words/words.ts';
import { second } from '#server/clock.ts';
import { hashCode, newCode } from '#server/codes.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { AppError, allow, conflict, invalid, type FieldProblems } from '#server/errors.ts';
import { networkKey, take } from '#server/limits.ts';
import type { SetUpInput } from '../org.ts';
import { isCountry, isLeaveSite, isTimeZone } from './places.ts';
import { canBeginSetUp, canMakeDemonstration, canSetUp } from './policy.ts';

const tries = { what: 'org.set-up', burst: 20, every: 30 * second };
const hash = (token: string): Buffer => hashCode('set-up', token);

/** The token opens nothing: mistyped, replaced by a later start, or used. */
const setUpClosed = () => new AppError('setup_closed', 422, { fields: { token: 'code_unknown' } });

/**
 * Makes the token that opens the set-up page once; an earlier one stops working. Null when the
 * organisation exists already.
 */
export async function beginSetUp(ctx: Ctx): Promise<{ token: string } | null> {
	allow(canBeginSetUp(ctx.actor));
	const token = newCode();
	return asSystem(ctx, 'org: the server starts without an organisation', async (tx) => {
		if (await exists(tx)) return null;
		const row = { token_hash: hash(token), made_at: tx.now() };
		await tx.db
			.insertInto('setup_token')
			.values(row)
			.onConflict((conflict) => conflict.column('only_one').doUpdateSet(row))
			.execute();
		return { token };
	});
}

/**
 * Sets the organisation up with its first coordinator, in one transaction that uses the token up:
 * whoever is quicker. What cannot be taken leaves the token as it was.
 * @throws too_many, setup_closed, invalid {country, timeZone, leaveSite, passphrase}, name_gone
 */
export async function setUp(
	ctx: Ctx,
	input: SetUpInput & { token: string; address: string; isDemonstration?: boolean }
): Promise<{ accountId: string; name: string; recoveryCodes: string[]; login: NewLogin }> {
	allow(canSetUp(ctx.actor));
	allow(!input.isDemonstration || canMakeDemonstration(ctx.actor));
	if (ctx.actor.kind !== 'system') await take(ctx, tries, await networkKey(ctx, input.address));
	refuseUnknownPlaces(input);
	return asSystem(ctx, 'org: set-up, there is no account yet', async (tx) => {
		await useToken(tx, input.token);
		await insert(tx, input);
		const { signInName: name, offer, passphrase, adult, address } = input;
		const made = await accounts.signUp(tx, { name, offer, passphrase, adult, address });
		await accounts.grantRole(tx, {
			...{
				accountId: made.accountId,
				role: 'coordinator',
				label: say('accounts.first_coordinator')
			}
		});
		return made;
	});
}

/** Looks whether a typed token opens the set-up page, without using it up. @throws too_many, setup_closed */
export async function openSetUp(
	ctx: Ctx,
	input: { token: string; address: string }
): Promise<void> {
	await take(ctx, tries, await networkKey(ctx, input.address));
	allow(await opensSetUp(ctx, input.token), setUpClosed);
}

/** Whether this token would set the organisation up. Not slowed: nobody guesses 125 bits. */
export const opensSetUp = (ctx: Ctx, token: string): Promise<boolean> =>
	asSystem(ctx, 'org: does this token open the set-up page', async (tx) => {
		const row = await tx.db
			.selectFrom('setup_token')
			.select('only_one')
			.where('token_hash', '=', hash(token))
			.executeTakeFirst();
		return row !== undefined && !(await exists(tx));
	});

/** Whether the set-up page still has something to do. */
export const isSetUp = (ctx: Ctx): Promise<boolean> => asSystem(ctx, 'org: is it set up', exists);

async function exists(tx: Ctx): Promise<boolean> {
	const row = await tx.db.selectFrom('organisation').select('only_one').executeTakeFirst();
	return row !== undefined;
}

async function useToken(tx: Ctx, token: string): Promise<void> {
	const used = await tx.db
		.deleteFrom('setup_token')
		.where('token_hash', '=', hash(token))
		.returning('only_one')
		.executeTakeFirst();
	if (!used) throw setUpClosed();
}

async function insert(tx: Ctx, input: SetUpInput & { isDemonstration?: boolean }): Promise<void> {
	if (await exists(tx)) throw conflict('already_set_up');
	await tx.db
		.insertInto('organisation')
		.values({
			name: input.name,
			country: input.country,
			time_zone: input.timeZone,
			languages: input.languages,
			leave_site: input.leaveSite,
			limits_text: input.limitsText,
			is_demonstration: input.isDemonstration ?? false,
			created_at: tx.now()
		})
		.execute();
}

function refuseUnknownPlaces(input: SetUpInput): void {
	const problems: FieldProblems = {};
	if (!isCountry(input.country)) problems.country = 'choose';
	if (!isTimeZone(input.timeZone)) problems.timeZone = 'choose';
	if (!isLeaveSite(input.leaveSite)) problems.leaveSite = 'choose';
	if (Object.keys(problems).length > 0) throw invalid(problems);
}
