import { inTransaction, type Ctx } from '#server/ctx.ts';
import type { Written } from '../shares.ts';
import { openWords, sealWords } from './boxes.ts';
import { mayWrite, myKey, slow } from './place.ts';
import { belonging } from './reading.ts';

/**
 * Keeps what I have begun to write in this group, for me alone, in place of what I kept before. Nothing is
 * ever kept that its author did not ask to keep.
 * @throws not_found, group_closed, too_many
 */
export async function keepDraft(ctx: Ctx, groupId: string, draft: Written): Promise<void> {
	await slow(ctx, 'keep');
	await inTransaction(ctx, async (tx) => {
		const here = await mayWrite(tx, groupId);
		const membership_id = here.me.membershipId;
		const box = sealWords(myKey(here), 'draft', membership_id, JSON.stringify(draft));
		const row = { box, kept_at: tx.now() };
		await tx.db
			.insertInto('share_draft')
			.values({ membership_id, group_id: groupId, ...row })
			.onConflict((on) => on.column('membership_id').doUpdateSet(row))
			.execute();
	});
}

/** What I have kept in this group; null when there is nothing. @throws not_found */
export async function draft(
	ctx: Ctx,
	groupId: string
): Promise<{ written: Written; keptAt: Date } | null> {
	return inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, groupId);
		const { membershipId } = here.me;
		const row = await tx.db
			.selectFrom('share_draft')
			.select(['box', 'kept_at'])
			.where('membership_id', '=', membershipId)
			.executeTakeFirst();
		const words = row && openWords(here.keyOf(membershipId), 'draft', membershipId, row.box);
		return words ? { written: JSON.parse(words) as Written, keptAt: row.kept_at } : null;
	});
}

/** Throws away what I kept; when there is nothing, nothing happens. @throws not_found */
export async function dropDraft(ctx: Ctx, groupId: string): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, groupId);
		await deleteDraft(tx, here.me.membershipId);
	});
}

export async function deleteDraft(tx: Ctx, membershipId: string): Promise<void> {
	await tx.db.deleteFrom('share_draft').where('membership_id', '=', membershipId).execute();
}
