import type { Inside } from '#lib/groups/server/groups.ts';
import { minute, second } from '#server/clock.ts';
import { accountOf, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, conflict, notFound } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import { accountKey, take } from '#server/limits.ts';
import type { Need } from '../shares.ts';
import { sealWords, type Kind } from './boxes.ts';
import { canChange, canRespond, canWrite } from './policy.ts';
import { belonging } from './reading.ts';

/** Room to write freely; a flood is slowed. */
const pace = {
	share: { what: 'shares.share', burst: 12, every: 2 * minute },
	reply: { what: 'shares.reply', burst: 30, every: 20 * second },
	respond: { what: 'shares.respond', burst: 60, every: 2 * second }
};

/**
 * Writes a share. The same `once` again writes nothing and answers the same.
 * @throws not_found, group_closed, too_many
 */
export async function share(
	ctx: Ctx,
	groupId: string,
	input: { once: string; need: Need; text: string }
): Promise<{ shareId: string }> {
	await slow(ctx, 'share');
	return inTransaction(ctx, async (tx) => {
		const here = await mayWrite(tx, groupId);
		const shareId = input.once;
		const box = boxFor(here, 'share', shareId, input.text);
		const membership_id = here.me.membershipId;
		const done = await tx.db
			.insertInto('share')
			.values({
				...{ share_id: shareId, group_id: groupId, membership_id, need: input.need },
				...{ box, shared_at: tx.now() }
			})
			.onConflict((on) => on.column('share_id').doNothing())
			.returning('share_id')
			.executeTakeFirst();
		if (!done) await wasMine(tx, 'share', shareId, membership_id);
		return { shareId };
	});
}

/** Changes my own share. @throws not_found, group_closed, too_many */
export async function edit(
	ctx: Ctx,
	place: { groupId: string; shareId: string },
	input: { need: Need; text: string }
): Promise<void> {
	await slow(ctx, 'share');
	const { groupId, shareId } = place;
	await inTransaction(ctx, async (tx) => {
		const here = await mayWrite(tx, groupId);
		await mineIn(tx, here, shareId);
		const box = boxFor(here, 'share', shareId, input.text);
		await tx.db
			.updateTable('share')
			.set({ need: input.need, box, edited_at: tx.now() })
			.where('share_id', '=', shareId)
			.execute();
	});
}

/** Takes my own share back for good, with what others wrote and said under it. @throws not_found */
export async function remove(ctx: Ctx, place: { groupId: string; shareId: string }): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		await mineIn(tx, await belonging(tx, place.groupId), place.shareId);
		await tx.db.deleteFrom('share').where('share_id', '=', place.shareId).execute();
	});
}

/** Writes under a share. The same `once` again writes nothing. @throws not_found, group_closed, too_many */
export async function reply(
	ctx: Ctx,
	groupId: string,
	input: { once: string; shareId: string; text: string }
): Promise<{ replyId: string }> {
	await slow(ctx, 'reply');
	return inTransaction(ctx, async (tx) => {
		const here = await mayWrite(tx, groupId);
		await authorOf(tx, here, input.shareId);
		const membership_id = here.me.membershipId;
		const replyId = input.once;
		const box = boxFor(here, 'reply', replyId, input.text);
		const done = await tx.db
			.insertInto('reply')
			.values({
				...{ reply_id: replyId, share_id: input.shareId, group_id: groupId, membership_id },
				...{ box, replied_at: tx.now() }
			})
			.onConflict((on) => on.column('reply_id').doNothing())
			.returning('reply_id')
			.executeTakeFirst();
		if (!done) await wasMine(tx, 'reply', replyId, membership_id);
		return { replyId };
	});
}

/** Changes my own reply. @throws not_found, group_closed, too_many */
export async function editReply(
	ctx: Ctx,
	groupId: string,
	input: { replyId: string; text: string }
): Promise<void> {
	await slow(ctx, 'reply');
	await inTransaction(ctx, async (tx) => {
		const here = await mayWrite(tx, groupId);
		const box = boxFor(here, 'reply', input.replyId, input.text);
		const { numUpdatedRows } = await tx.db
			.updateTable('reply')
			.set({ box, edited_at: tx.now() })
			.where('reply_id', '=', input.replyId)
			.where('group_id', '=', groupId)
			.where('membership_id', '=', here.me.membershipId)
			.executeTakeFirst();
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
 * Says, or takes back, one of the group's responses. Asking for what is so already changes nothing.
 * @throws not_found, too_many
 */
export async function respond(
	ctx: Ctx,
	groupId: string,
	input: { shareId: string; kind: string; wanted: boolean }
): Promise<void> {
	await slow(ctx, 'respond');
	await inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, groupId);
		const membership_id = here.me.membershipId;
		const authorId = await authorOf(tx, here, input.shareId);
		allow(canRespond(here.me, here, { authorId }, input.kind));
		const row = { share_id: input.shareId, membership_id, kind: input.kind };
		if (!input.wanted) {
			const { share_id, kind } = row;
			await tx.db
				.deleteFrom('response')
				.where((is) => is.and({ share_id, membership_id, kind }))
				.execute();
			return;
		}
		await tx.db
			.insertInto('response')
			.values({ ...row, group_id: groupId, responded_at: tx.now() })
			.onConflict((on) => on.columns(['share_id', 'membership_id', 'kind']).doNothing())
			.execute();
	});
}

async function slow(ctx: Ctx, what: keyof typeof pace): Promise<void> {
	const accountId = accountOf(ctx);
	if (!accountId) throw notFound();
	await take(ctx, pace[what], accountKey(ctx, accountId));
}

async function mayWrite(tx: Ctx, groupId: string): Promise<Inside> {
	const here = await belonging(tx, groupId);
	allow(canWrite(here.me, here), () => conflict('group_closed'));
	return here;
}

function boxFor(here: Inside, kind: Kind, id: string, text: string): Buffer {
	const key = here.keyOf(here.me.membershipId);
	// Somebody who belongs has a key; without one nothing they write could ever be read.
	if (!key) throw notFound();
	return sealWords(key, kind, id, text);
}

/** Who wrote a share of this very group. @throws not_found */
async function authorOf(tx: Ctx, here: Inside, shareId: string): Promise<string> {
	const row = isId(shareId)
		? await tx.db
				.selectFrom('share')
				.select('membership_id')
				.where('share_id', '=', shareId)
				.where('group_id', '=', here.groupId)
				.executeTakeFirst()
		: undefined;
	if (!row) throw notFound();
	return row.membership_id;
}

async function mineIn(tx: Ctx, here: Inside, shareId: string): Promise<void> {
	const author = await authorOf(tx, here, shareId);
	allow(canChange(here.me, author));
}

/** An id that is taken: fine when it is my own from a moment ago, otherwise nothing was written. */
async function wasMine(tx: Ctx, kind: Kind, id: string, membershipId: string): Promise<void> {
	const row =
		kind === 'share'
			? await tx.db.selectFrom('share').select('membership_id').where('share_id', '=', id).execute()
			: await tx.db
					.selectFrom('reply')
					.select('membership_id')
					.where('reply_id', '=', id)
					.execute();
	allow(row[0]?.membership_id === membershipId, () => conflict('already_done'));
}
