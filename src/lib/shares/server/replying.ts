import type { Inside } from '#lib/groups/server/groups.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, conflict, invalid, notFound } from '#server/errors.ts';
import { placeIn } from '../plain.ts';
import { openReply, openWords, sealReply, type QuotedPlace } from './boxes.ts';
import { withinLimits } from './limited.ts';
import { mayWrite, myKey, shareIn, slow, wasMine } from './place.ts';
import { canReply, canRespond, isOffered } from './policy.ts';
import { belonging } from './reading.ts';
import { shapeIn } from './shapes.ts';

/**
 * Writes under a share. The same `once` again writes nothing. Who reads it is who reads the share. `passage` is
 * quoted word for word from `quoted`, as typed or as read: the share, or another reply under it.
 * @throws not_found, group_closed, responses_only, quote_gone, invalid {passage: not_quoted}, writing_limited,
 * too_many
 */
export async function reply(
	ctx: Ctx,
	groupId: string,
	input: {
		once: string;
		shareId: string;
		text: string;
		quoted?: string | undefined;
		passage?: string;
	}
): Promise<{ replyId: string }> {
	await slow(ctx, 'reply');
	const { once: replyId, shareId: share_id } = input;
	return withinLimits(ctx, async (tx) => {
		const here = await mayWrite(tx, groupId);
		const to = await shareIn(tx, here, share_id);
		allow(canReply(here.me, here, to), () => conflict('responses_only'));
		const membership_id = here.me.membershipId;
		const { quoted, passage } = input;
		const quote = quoted && passage ? await placeOf(tx, here, { share_id, quoted, passage }) : null;
		const box = sealReply(myKey(here), replyId, input.text, quote);
		const row = { reply_id: replyId, share_id, group_id: groupId, membership_id, box };
		const done = await tx.db
			.insertInto('reply')
			.values({ ...row, audience: to.audience, replied_at: tx.now() })
			.onConflict((on) => on.column('reply_id').doNothing())
			.returning('reply_id')
			.executeTakeFirst();
		if (!done) await wasMine(tx, 'reply', replyId, membership_id);
		return { replyId };
	});
}

/** Changes my own reply; what it quotes stays. @throws not_found, group_closed, too_many */
export async function editReply(
	ctx: Ctx,
	groupId: string,
	input: { replyId: string; text: string }
): Promise<void> {
	await slow(ctx, 'reply');
	await inTransaction(ctx, async (tx) => {
		const here = await mayWrite(tx, groupId);
		const key = myKey(here);
		const mine = {
			reply_id: input.replyId,
			group_id: groupId,
			membership_id: here.me.membershipId
		};
		const now = await tx.db
			.selectFrom('reply')
			.select('box')
			.where((is) => is.and(mine))
			.executeTakeFirst();
		if (!now) throw notFound();
		const { quote } = openReply(key, input.replyId, now.box);
		const { numUpdatedRows } = await tx.db
			.updateTable('reply')
			.set({ box: sealReply(key, input.replyId, input.text, quote), edited_at: tx.now() })
			.where((is) => is.and(mine))
			.executeTakeFirst();
		// Taken back meanwhile, on another page.
		allow(numUpdatedRows === 1n);
	});
}

/** Takes my own reply back for good. @throws not_found */
export async function removeReply(
	ctx: Ctx,
	groupId: string,
	input: { replyId: string }
): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, groupId);
		const { numDeletedRows } = await tx.db
			.deleteFrom('reply')
			.where('reply_id', '=', input.replyId)
			.where('group_id', '=', groupId)
			.where('membership_id', '=', here.me.membershipId)
			.executeTakeFirst();
		allow(numDeletedRows === 1n);
	});
}

/**
 * Says one of the group's responses, or takes back what was said, also of one that is offered no more. Asking
 * for what is so already changes nothing.
 * @throws not_found, response_gone, too_many
 */
export async function respond(
	ctx: Ctx,
	groupId: string,
	input: { shareId: string; kind: string; wanted: boolean }
): Promise<void> {
	await slow(ctx, 'respond');
	const { shareId: share_id, kind, wanted } = input;
	await inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, groupId);
		const membership_id = here.me.membershipId;
		const { authorId, audience } = await shareIn(tx, here, share_id);
		allow(canRespond(here.me, here, { authorId }));
		// The page may be from before the group chose other sentences.
		allow(isOffered(here, input), () => conflict('response_gone'));
		if (!wanted) {
			await tx.db
				.deleteFrom('response')
				.where((is) => is.and({ share_id, membership_id, kind }))
				.execute();
			return;
		}
		const row = { share_id, membership_id, kind, group_id: groupId, audience };
		const { numInsertedOrUpdatedRows } = await tx.db
			.insertInto('response')
			.values({ ...row, responded_at: tx.now() })
			.onConflict((on) => on.columns(['share_id', 'membership_id', 'kind']).doNothing())
			.executeTakeFirst();
		// Said already, or the share went meanwhile.
		if (!numInsertedOrUpdatedRows) await shareIn(tx, here, share_id);
	});
}

/** Where a passage stands in the share, or in a reply under it. @throws quote_gone, invalid {passage} */
async function placeOf(
	tx: Ctx,
	here: Inside,
	{ share_id, quoted, passage }: { share_id: string; quoted: string; passage: string }
): Promise<QuotedPlace> {
	const kind = quoted === share_id ? 'share' : 'reply';
	const row =
		kind === 'share'
			? await tx.db
					.selectFrom('share')
					.select(['membership_id', 'box', 'edited_at'])
					.where('share_id', '=', share_id)
					.executeTakeFirst()
			: await tx.db
					.selectFrom('reply')
					.select(['membership_id', 'box', 'edited_at'])
					.where((is) => is.and({ reply_id: quoted, share_id }))
					.executeTakeFirst();
	const text = row ? openWords(here.keyOf(row.membership_id), kind, quoted, row.box) : null;
	if (!row || text === null) throw conflict('quote_gone');
	const place = placeIn(text, shapeIn(row.box, text), passage);
	if (!place) throw invalid({ passage: 'not_quoted' });
	return { of: quoted, ...place, changedAt: row.edited_at?.getTime() ?? null };
}
