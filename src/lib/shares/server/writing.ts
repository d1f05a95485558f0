import { inTransaction, type Ctx } from '#server/ctx.ts';
import { allow } from '#server/errors.ts';
import { hasNeed, nothingMore, type Need, type ShareKind, type Written } from '../shares.ts';
import { withinLimits } from './limited.ts';
import { sealShare } from './boxes.ts';
import { deleteDraft } from './drafts.ts';
import { mayWrite, myKey, shareIn, slow, wasMine } from './place.ts';
import { canChange } from './policy.ts';
import { belonging } from './reading.ts';

/** What is left out is an ordinary share for the group, with nothing more to it. */
export type NewShare = Pick<Written, 'need' | 'text'> &
	Partial<Written> & {
		once: string;
		/** It was written on from what I had kept, which is not needed any more. */
		wasKept?: boolean;
	};
type Change = Pick<Written, 'text'> & Partial<Omit<Written, 'kind' | 'audience'>>;

const aboutOf = ({ feelings = [], note = '', topics = [] }: Partial<Written>) => ({
	...nothingMore,
	...{ feelings, note, topics }
});
/** A win asks for nothing, whatever was picked before it became one. */
const needOf = (kind: ShareKind, need: Need | null): Need | null =>
	hasNeed(kind) ? (need ?? 'listen') : null;

/**
 * Writes a share. The same `once` again writes nothing and answers the same. What is for the facilitators is
 * seen by them and its author alone, from the table on.
 * @throws not_found, group_closed, writing_limited, too_many
 */
export async function share(
	ctx: Ctx,
	groupId: string,
	input: NewShare
): Promise<{ shareId: string }> {
	await slow(ctx, 'share');
	const { once: shareId, kind = 'share', responsesOnly: responses_only = false } = input;
	const audience = kind === 'facilitators' ? 'facilitators' : (input.audience ?? 'group');
	return withinLimits(ctx, async (tx) => {
		const here = await mayWrite(tx, groupId);
		const box = sealShare(myKey(here), shareId, input.text, aboutOf(input));
		const membership_id = here.me.membershipId;
		const done = await tx.db
			.insertInto('share')
			.values({
				...{ share_id: shareId, group_id: groupId, membership_id, kind, audience },
				...{ need: needOf(kind, input.need), responses_only, box, shared_at: tx.now() }
			})
			.onConflict((on) => on.column('share_id').doNothing())
			.returning('share_id')
			.executeTakeFirst();
		if (!done) await wasMine(tx, 'share', shareId, membership_id);
		if (input.wasKept) await deleteDraft(tx, membership_id);
		return { shareId };
	});
}

/**
 * Changes my own share. Its kind and for whom it is stay: what is under it was written for those.
 * @throws not_found, group_closed, too_many
 */
export async function edit(
	ctx: Ctx,
	place: { groupId: string; shareId: string },
	input: Change
): Promise<void> {
	await slow(ctx, 'share');
	const { groupId, shareId } = place;
	await inTransaction(ctx, async (tx) => {
		const here = await mayWrite(tx, groupId);
		const now = await shareIn(tx, here, shareId);
		allow(canChange(here.me, now.authorId));
		const need = needOf(now.kind as ShareKind, input.need ?? (now.need as Need | null));
		const { numUpdatedRows } = await tx.db
			.updateTable('share')
			.set({
				...{ need, box: sealShare(myKey(here), shareId, input.text, aboutOf(input)) },
				...{ responses_only: input.responsesOnly ?? now.responsesOnly, edited_at: tx.now() }
			})
			.where('share_id', '=', shareId)
			.executeTakeFirst();
		// Taken back meanwhile, on another page.
		allow(numUpdatedRows === 1n);
	});
}

/** Takes my own share back for good, with what others wrote and said under it. @throws not_found */
export async function remove(ctx: Ctx, place: { groupId: string; shareId: string }): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, place.groupId);
		const { authorId } = await shareIn(tx, here, place.shareId);
		allow(canChange(here.me, authorId));
		await tx.db.deleteFrom('share').where('share_id', '=', place.shareId).execute();
	});
}
