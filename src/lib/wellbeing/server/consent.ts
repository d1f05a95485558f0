import { accountOf, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, signInFirst } from '#server/errors.ts';
import { consentVersion, type Consent } from '../wellbeing.ts';
import { isSomebody } from './policy.ts';

const purpose = 'programme_figures';

/** Whether my answers may be counted in the programme's figures, and since when. */
export async function consent(ctx: Ctx): Promise<Consent> {
	allow(isSomebody(ctx.actor), signInFirst);
	const row = await inTransaction(ctx, (tx) =>
		tx.db
			.selectFrom('consent')
			.select(['version', 'given_at'])
			.where('account_id', '=', accountOf(tx))
			.where('purpose', '=', purpose)
			.where('revoked_at', 'is', null)
			.executeTakeFirst()
	);
	const isOutdated = row !== undefined && row.version !== consentVersion;
	return { isGiven: row !== undefined && !isOutdated, givenAt: row?.given_at ?? null, isOutdated };
}

/** Says yes to the words of today. Never a condition of anything. Twice is once. */
export async function giveConsent(ctx: Ctx): Promise<void> {
	allow(isSomebody(ctx.actor), signInFirst);
	await inTransaction(ctx, async (tx) => {
		await revoke(tx, consentVersion);
		await tx.db
			.insertInto('consent')
			.values({
				account_id: accountOf(tx)!,
				purpose,
				version: consentVersion,
				given_at: tx.now()
			})
			.onConflict((on) =>
				on.columns(['account_id', 'purpose']).where('revoked_at', 'is', null).doNothing()
			)
			.execute();
	});
}

/** Takes it back: from now on no figure counts these answers. Figures already published stay totals. */
export async function revokeConsent(ctx: Ctx): Promise<void> {
	allow(isSomebody(ctx.actor), signInFirst);
	await inTransaction(ctx, (tx) => revoke(tx));
}

/** What the switch in the settings sends. */
export const setConsent = (ctx: Ctx, input: { consent: 'give' | 'revoke' }): Promise<void> =>
	input.consent === 'give' ? giveConsent(ctx) : revokeConsent(ctx);

/** Ends the current consent; with `unless`, only one that was given to other words. */
async function revoke(tx: Ctx, unless?: number): Promise<void> {
	await tx.db
		.updateTable('consent')
		.set((is) => ({ revoked_at: is.fn<Date>('greatest', [is.ref('given_at'), is.val(tx.now())]) }))
		.where('account_id', '=', accountOf(tx))
		.where('purpose', '=', purpose)
		.where('revoked_at', 'is', null)
		.$if(unless !== undefined, (query) => query.where('version', '<>', unless ?? 0))
		.execute();
}
