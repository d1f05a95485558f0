import { sql } from 'kysely';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as groups from '#lib/groups/server/groups.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { accountOf, asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, notFound, signInFirst } from '#server/errors.ts';
import { idOrNotFound, read } from '#server/input.ts';
import { ApartInput, EndApartInput, type Apart, type Met } from '../apart.ts';

/**
 * Those whom who asks has met in a group, by name: who wrote something there that they can read, who looks after
 * it, and who was in a meeting with them. Nobody else is named: there is no list of members.
 * @throws not_found
 */
export async function met(
	ctx: Ctx,
	groupId: string
): Promise<{ groupId: string; groupName: string; people: Met[] }> {
	idOrNotFound(groupId);
	return inTransaction(ctx, async (tx) => {
		const here = await groups.inside(tx, groupId);
		allow(here !== null);
		const { name: groupName, me, members } = here!;
		const known = new Set([
			...(await shares.writers(tx, groupId)),
			...(await meetings.met(tx, me.membershipId)),
			...[...members.values()]
				.filter(({ role, isCurrent }) => role === 'facilitator' && isCurrent)
				.map(({ membershipId }) => membershipId)
		]);
		const people = [...members.values()]
			.filter(({ membershipId }) => known.has(membershipId) && membershipId !== me.membershipId)
			.map(({ membershipId, alias, mark }) => ({ membershipId, alias, mark }))
			.sort((a, b) => a.alias.localeCompare(b.alias));
		return { groupId, groupName, people };
	});
}

/**
 * Keeps who asks apart from somebody of a group. There their words are folded away, what one of the two asks is
 * not brought to the other, and they are not matched; everywhere means, beyond it, that neither comes into a group
 * where the other is, nor steps in there. Groups in which both are already stay as they are. Nobody is told; asked
 * for again it is there once. @throws not_found also for oneself, sign_in_first, invalid, apart_many, too_many
 */
export async function keepApart(ctx: Ctx, given: ApartInput & { groupId: string }): Promise<void> {
	allow(accountOf(ctx) !== null, signInFirst);
	const groupId = idOrNotFound(given.groupId);
	const { membershipId, where } = read(ApartInput, given);
	await shares.fold(ctx, groupId, { membershipId, wanted: true });
	await inTransaction(ctx, async (tx) => {
		const here = await groups.inside(tx, groupId);
		const person = here?.members.get(membershipId);
		if (!here || !person) throw notFound();
		const of = await asSystem(tx, 'safety: whose place in a group it is', async ({ db }) => {
			const { rows } = await sql<{ account_id: string }>`
				select account_id from membership join account a using (account_id)
				where membership_id = ${membershipId} and a.ended_at is null`.execute(db);
			return rows[0]?.account_id ?? null;
		});
		// Whoever ended their account comes nowhere any more.
		if (of === null) return;
		await accounts.keepApart(tx, {
			...{ of, groupId: where === 'group' ? groupId : null },
			label: { alias: person.alias, groupName: here.name, groupId, membershipId }
		});
	});
}

/** Whom I asked to be kept apart from, as I know them. @throws sign_in_first */
export async function myApart(ctx: Ctx): Promise<Apart[]> {
	return inTransaction(ctx, (tx) => accounts.myApart(tx));
}

/**
 * Asks for it no longer. Their words stay folded away until I open them again. Of what is not mine, or not there,
 * nothing ends and nothing is said. @throws sign_in_first, invalid
 */
export async function endApart(ctx: Ctx, given: EndApartInput): Promise<void> {
	const { apartId } = read(EndApartInput, given);
	await inTransaction(ctx, (tx) => accounts.endApart(tx, apartId));
}
