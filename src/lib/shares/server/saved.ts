/**
 * Shares that somebody keeps a way back to: a mark that only they see, and no copy. It is gone with the share
 * and with their place in the group. At most `MOST_SAVED` in one group: the oldest mark goes.
 */
import * as groups from '#lib/groups/server/groups.ts';
import type { Inside } from '#lib/groups/server/groups.ts';
import { accountOf, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, signInFirst } from '#server/errors.ts';
import type { SavedShare } from '../own-words.ts';
import { plainOf } from '../plain.ts';
import { openWords } from './boxes.ts';
import { noChoices } from './covers.ts';
import { shareIn, slow } from './place.ts';
import { presentAuthor, type Reading } from './present.ts';
import { belonging } from './reading.ts';
import { shapeIn } from './shapes.ts';

const MOST_SAVED = 200;
/** Characters of a share that the list shows. */
const BEGINNING = 160;

/** Saves a share, or no longer. Asking for what is so already changes nothing. @throws not_found, too_many */
export async function save(
	ctx: Ctx,
	input: { groupId: string; shareId: string; wanted: boolean }
): Promise<void> {
	await slow(ctx, 'respond');
	const { groupId, shareId: share_id } = input;
	await inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, groupId);
		await shareIn(tx, here, share_id);
		const membership_id = here.me.membershipId;
		if (!input.wanted) {
			await tx.db
				.deleteFrom('saved_share')
				.where('membership_id', '=', membership_id)
				.where('share_id', '=', share_id)
				.execute();
			return;
		}
		await tx.db
			.insertInto('saved_share')
			.values({ membership_id, share_id, group_id: groupId, saved_at: tx.now() })
			.onConflict((on) => on.columns(['membership_id', 'share_id']).doNothing())
			.execute();
		await tx.db
			.deleteFrom('saved_share')
			.where('membership_id', '=', membership_id)
			.where('share_id', 'in', (old) =>
				old
					.selectFrom('saved_share')
					.select('share_id')
					.where('membership_id', '=', membership_id)
					.orderBy('saved_at', 'desc')
					.orderBy('share_id', 'desc')
					.offset(MOST_SAVED)
			)
			.execute();
	});
}

/** Whether I saved this share; false for whatever I cannot read. */
export async function isSaved(ctx: Ctx, shareId: string): Promise<boolean> {
	return inTransaction(ctx, async ({ db }) => {
		const row = await db
			.selectFrom('saved_share')
			.select('share_id')
			.where('share_id', '=', shareId)
			.executeTakeFirst();
		return row !== undefined;
	});
}

/** What I saved, in all my groups, the last one first. What I cannot read any more is not in it. @throws sign_in_first */
export async function saved(ctx: Ctx): Promise<SavedShare[]> {
	allow(accountOf(ctx) !== null, signInFirst);
	return inTransaction(ctx, async (tx) => {
		const list: SavedShare[] = [];
		for (const { groupId } of await groups.spaces(tx)) {
			const here = await belonging(tx, groupId);
			const reading = readingIn(here);
			const rows = await tx.db
				.selectFrom('saved_share as v')
				.innerJoin('share as s', 's.share_id', 'v.share_id')
				.select(['s.share_id', 's.membership_id', 's.box', 's.shared_at', 'v.saved_at'])
				.where('v.membership_id', '=', here.me.membershipId)
				.execute();
			for (const row of rows) {
				const key = here.keyOf(row.membership_id);
				list.push({
					...{ shareId: row.share_id, groupId, groupName: here.name },
					author: presentAuthor(reading, row.membership_id),
					beginning: beginningOf(row.box, openWords(key, 'share', row.share_id, row.box)),
					...{ sharedAt: row.shared_at, savedAt: row.saved_at }
				});
			}
		}
		return list.sort((a, b) => b.savedAt.getTime() - a.savedAt.getTime());
	});
}

const readingIn = (here: Inside): Reading => ({
	...{ here, canWrite: false, replies: 0, choices: noChoices, authors: new Map() }
});

/** As it is read, without the marks that shape it. */
function beginningOf(box: Buffer, text: string | null): string | null {
	if (text === null) return null;
	const letters = [...plainOf(text, shapeIn(box, text)).words];
	return letters.length <= BEGINNING
		? letters.join('')
		: `${letters.slice(0, BEGINNING).join('')} …`;
}
