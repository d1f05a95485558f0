import { accountOf, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, signInFirst } from '#server/errors.ts';
import { consentVersions, type Consent, type Purpose } from '../wellbeing.ts';
import { isSomebody } from './policy.ts';

const figures = 'programme_figures';

/** Whether my answers may be counted for this, and since when: in the programme's figures, if nothing is said. */
export async function consent(ctx: Ctx, purpose: Purpose = figures): Promise<Consent> {
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
	const isOutdated = row !== undefined && row.version !== consentVersions[purpose];
	return { isGiven: row !== undefined && !isOutdated, givenAt: row?.given_at ?? null, isOutdated };
}

/** Says yes to the words of today. Never a condition of anything. Twice is once. */
export async function giveConsent(ctx: Ctx, purpose: Purpose = figures): Promise<void> {
	allow(isSomebody(ctx.actor), signInFirst);
	await inTransaction(ctx, async (tx) => {
		await revoke(tx, purpose, consentVersions[purpose]);
		await tx.db
			.insertInto('consent')
			.values({
				account_id: accountOf(tx)!,
				purpose,
				version: consentVersions[purpose],
				given_at: tx.now()
			})
			.onConflict((on) =>
				on.columns(['account_id', 'purpose']).where('revoked_at', 'is', null).doNothing()
			)
			.execute();
	});
}

/** Takes it back: from now on no figure counts these answers. Figures already published stay totals. */
export async function revokeConsent(ctx: Ctx, purpose: Purpose = figures): Promise<void> {
	allow(isSomebody(ctx.actor), signInFirst);
	await inTransaction(ctx, (tx) => revoke(tx, purpose));
}

/** What a switch sends. */
export const setConsent = (
	ctx: Ctx,
	input: { consent: 'give' | 'revoke' },
	purpose: Purpose = figures
): Promise<void> =>
	input.consent === 'give' ? giveConsent(ctx, purpose) : revokeConsent(ctx, purpose);

/** Ends the current consent; with `unless`, only one that was given to other words. */
async function revoke(tx: Ctx, purpose: Purpose, unless?: number): Promise<void> {
	await tx.db
		.updateTable('consent')
		.set((is) => ({ revoked_at: is.fn<Date>('greatest', [is.ref('given_at'), is.val(tx.now())]) }))
		.where('account_id', '=', accountOf(tx))
		.where('purpose', '=', purpose)
		.where('revoked_at', 'is', null)
		.$if(unless !== undefined, (query) => query.where('version', '<>', unless ?? 0))
		.execute();
}
