import { sql } from 'kysely';
import { askedTogether } from '#server/asked-together.ts';
import { accountOf, asSystem, type Ctx } from '#server/ctx.ts';
import { allow, invalid, notFound } from '#server/errors.ts';
import { append } from '#server/events.ts';
import { canRecordCertificates } from './policy.ts';
import { dateOf } from './present.ts';
import { slowChanges } from './throttles.ts';

export interface NewCertificate {
	accountId: string;
	/** Calendar dates, `YYYY-MM-DD`; the last day counts. */
	issuedOn: string;
	expiresOn: string;
}

/**
 * Records that a facilitator is certified until a day. The same certificate twice is one.
 * @throws not_found (no facilitator), invalid {issuedOn, expiresOn}
 */
export async function recordCertificate(
	ctx: Ctx,
	input: NewCertificate
): Promise<{ certificateId: string }> {
	allow(canRecordCertificates(ctx.actor));
	await slowChanges(ctx);
	if (input.issuedOn > dateOf(ctx.now())) throw invalid({ issuedOn: 'date' });
	if (input.expiresOn <= input.issuedOn) throw invalid({ expiresOn: 'date_order' });
	return asSystem(ctx, 'accounts: a coordinator records a certificate', async (tx) => {
		const holder = await tx.db
			.selectFrom('account_role')
			.select('account_id')
			.where('account_id', '=', input.accountId)
			.where('role', '=', 'facilitator')
			.forUpdate()
			.executeTakeFirst();
		if (!holder) throw notFound();
		const certificateId = (await sameCertificate(tx, input)) ?? (await insert(tx, ctx, input));
		return { certificateId };
	});
}

async function sameCertificate(tx: Ctx, input: NewCertificate): Promise<string | undefined> {
	const row = await tx.db
		.selectFrom('certificate')
		.select('certificate_id')
		.where('account_id', '=', input.accountId)
		.where('issued_on', '=', input.issuedOn)
		.where('expires_on', '=', input.expiresOn)
		.where('withdrawn_at', 'is', null)
		.executeTakeFirst();
	return row?.certificate_id;
}

async function insert(tx: Ctx, ctx: Ctx, input: NewCertificate): Promise<string> {
	const row = await tx.db
		.insertInto('certificate')
		.values({
			account_id: input.accountId,
			recorded_by: accountOf(ctx),
			issued_on: input.issuedOn,
			expires_on: input.expiresOn,
			recorded_at: tx.now()
		})
		.returning('certificate_id')
		.executeTakeFirstOrThrow();
	return row.certificate_id;
}

/** Takes a certificate back: from now on it does not count, in a meeting under way either. */
export async function withdrawCertificate(
	ctx: Ctx,
	input: { certificateId: string }
): Promise<void> {
	allow(canRecordCertificates(ctx.actor));
	await slowChanges(ctx);
	await asSystem(ctx, 'accounts: a coordinator withdraws a certificate', async (tx) => {
		const gone = await tx.db
			.updateTable('certificate')
			.set({ withdrawn_at: tx.now() })
			.where('certificate_id', '=', input.certificateId)
			.where('withdrawn_at', 'is', null)
			.returning('account_id')
			.executeTakeFirst();
		if (!gone) throw notFound();
		await append(tx, { kind: 'account', id: gone.account_id }, 'certificate_withdrawn');
	});
}

/** The accounts of all facilitators whose certificate counts at this moment (dates in UTC). */
export async function trainedFacilitators(ctx: Ctx, at: Date): Promise<string[]> {
	const today = dateOf(at);
	return asSystem(ctx, 'accounts: who is certified', async (tx) => {
		const rows = await tx.db
			.selectFrom('account_role as role')
			.innerJoin('certificate as certificate', 'certificate.account_id', 'role.account_id')
			.select('role.account_id')
			.distinct()
			.where('role.role', '=', 'facilitator')
			.where('certificate.issued_on', '<=', today)
			.where('certificate.expires_on', '>=', today)
			.where((is) =>
				is.or([is('certificate.withdrawn_at', 'is', null), is('certificate.withdrawn_at', '>', at)])
			)
			.execute();
		return rows.map((row) => row.account_id);
	});
}

/**
 * Which of these accounts, or of all, may lead at this moment, now or to come (dates in UTC): facilitators
 * whose certificate covers that day. One that was withdrawn counts for no day any more.
 */
export async function currentFacilitators(
	ctx: Ctx,
	at: Date,
	among?: readonly string[]
): Promise<string[]> {
	if (among?.length === 0) return [];
	const on = dateOf(at);
	return asSystem(ctx, 'accounts: who may lead', async (tx) => {
		const rows = await tx.db
			.selectFrom('account_role as role')
			.innerJoin('certificate as certificate', 'certificate.account_id', 'role.account_id')
			.select('role.account_id')
			.distinct()
			.where('role.role', '=', 'facilitator')
			.where('certificate.issued_on', '<=', on)
			.where('certificate.expires_on', '>=', on)
			.where('certificate.withdrawn_at', 'is', null)
			.$if(among !== undefined, (query) =>
				query.where(sql<boolean>`role.account_id = any(${among ?? []}::uuid[])`)
			)
			.execute();
		return rows.map((row) => row.account_id);
	});
}

/** One question for each day that is asked about: those who come at the same moment come for the same one. */
const askWhoMayLead = askedTogether<{ accountId: string; at: Date }, boolean>(async (ctx, many) => {
	const current = new Map<string, Set<string>>();
	for (const [day, those] of Map.groupBy(many, ({ at }) => dateOf(at))) {
		const among = those.map(({ accountId }) => accountId);
		current.set(day, new Set(await currentFacilitators(ctx, those[0]!.at, among)));
	}
	return many.map(({ accountId, at }) => current.get(dateOf(at))!.has(accountId));
});

/** Whether somebody may lead at this moment. */
export const isCurrentFacilitator = (ctx: Ctx, accountId: string, at: Date): Promise<boolean> =>
	askWhoMayLead(ctx, { accountId, at });
