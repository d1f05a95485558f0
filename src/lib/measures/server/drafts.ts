import { after, day, minute } from '#server/clock.ts';
import { asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import type { Job } from '#server/jobs.ts';
import { accountKey, take } from '#server/limits.ts';
import type { Filled } from '../inputs.ts';
import { DRAFT_DAYS, type Begun } from '../measures.ts';
import { asked, myself, type Opened } from './answering.ts';
import { keyOf, openDraft, sealDraft, slotOf } from './box.ts';
import { presentAsked } from './present.ts';

const pace = { what: 'measures.draft', burst: 30, every: minute };

/**
 * The questions of a measure, and what I kept of it half filled. That was about other weeks once its days are
 * over, and of another version it may be the answer to another question: then it is not brought back.
 * @throws sign_in_first, not_found
 */
export async function begin(ctx: Ctx, page: string): Promise<Begun> {
	const accountId = myself(ctx);
	const definition = asked({ page });
	const row = await inTransaction(ctx, async (tx) => {
		const key = await keyOf(tx);
		const slot = slotOf(key, definition.id);
		const found = await tx.db
			.selectFrom('answer_draft')
			.select(['slot', 'box', 'kept_at'])
			.where('account_id', '=', accountId)
			.where('slot', '=', slot)
			.where('kept_at', '>', after(tx.now(), -DRAFT_DAYS * day))
			.executeTakeFirst();
		return found && { keptAt: found.kept_at, draft: openDraft(key, found) };
	});
	const draft = row?.draft.version === definition.version ? row.draft : undefined;
	return {
		asked: presentAsked(definition),
		kept: draft ? { gate: draft.gate, values: draft.values } : null,
		keptAt: draft ? row!.keptAt : null
	};
}

/**
 * Keeps what I filled in so far, because I asked for it, in place of what was kept before. It is scored nowhere.
 * @throws sign_in_first, not_found, too_many
 */
export async function keepDraft(
	ctx: Ctx,
	opened: Opened,
	{ gate, values }: Pick<Filled, 'gate' | 'values'>
): Promise<void> {
	const accountId = myself(ctx);
	const { id, version } = asked(opened);
	await take(ctx, pace, accountKey(ctx, accountId));
	await inTransaction(ctx, async (tx) => {
		const key = await keyOf(tx);
		const slot = slotOf(key, id);
		const box = sealDraft(key, slot, { measure: id, version, gate, values });
		await tx.db
			.insertInto('answer_draft')
			.values({ account_id: accountId, slot, box, kept_at: tx.now() })
			.onConflict((on) =>
				on.columns(['account_id', 'slot']).doUpdateSet({ box, kept_at: tx.now() })
			)
			.execute();
	});
}

/** Forgets what I kept half filled. Again changes nothing. @throws sign_in_first, not_found */
export async function dropDraft(ctx: Ctx, page: string): Promise<void> {
	const accountId = myself(ctx);
	const { id } = asked({ page });
	await inTransaction(ctx, async (tx) =>
		tx.db
			.deleteFrom('answer_draft')
			.where('account_id', '=', accountId)
			.where('slot', '=', slotOf(await keyOf(tx), id))
			.execute()
	);
}

/** Deletes what nobody went on with. */
export async function sweep(ctx: Ctx): Promise<void> {
	await asSystem(ctx, 'measures: half-filled sets are kept for some days', ({ db, now }) =>
		db
			.deleteFrom('answer_draft')
			.where('kept_at', '<=', after(now(), -DRAFT_DAYS * day))
			.execute()
	);
}

export const jobs: readonly Job[] = [{ name: 'measures.sweep', cron: '47 * * * *', run: sweep }];
