import { minute } from '#server/clock.ts';
import { derive, newKey, open, seal } from '#server/crypto.ts';
import type { Ctx } from '#server/ctx.ts';
import { KeyGone, type KeyRing, type Wrapped } from '#server/keyring.ts';

const groupBound = (groupId: string) => `group:${groupId}`;
const authorBound = (membershipId: string) => `membership:${membershipId}`;

export const newGroupKey = (tx: Ctx, groupId: string) =>
	tx.keys.wrap(newKey(), groupBound(groupId));
export const newAuthorKey = (tx: Ctx, membershipId: string) =>
	tx.keys.wrap(newKey(), authorBound(membershipId));

async function groupKey(tx: Ctx, groupId: string): Promise<Buffer> {
	const row = await tx.db
		.selectFrom('peer_group')
		.select(['group_key', 'kek_id'])
		.where('group_id', '=', groupId)
		.executeTakeFirstOrThrow();
	return openGroupKey(tx, groupId, { kekId: row.kek_id, wrapped: row.group_key });
}

/** Opens the group's half of its keys, once its row was read. */
export const openGroupKey = (tx: Ctx, groupId: string, wrapped: Wrapped): Buffer =>
	tx.keys.unwrap(wrapped, groupBound(groupId));

/**
 * The keys that open what these members wrote in their group, by membership id. Both halves are needed:
 * the group's and the author's. Null where the author's half was destroyed: nothing they wrote opens
 * again. Memberships that the transaction may not see are left out.
 */
export async function contentKeys(
	tx: Ctx,
	groupId: string,
	membershipIds: readonly string[]
): Promise<Map<string, Buffer | null>> {
	if (membershipIds.length === 0) return new Map();
	const group = await groupKey(tx, groupId);
	const rows = await tx.db
		.selectFrom('membership')
		.select(['membership_id', 'author_key', 'kek_id'])
		.where('group_id', '=', groupId)
		.where('membership_id', 'in', [...new Set(membershipIds)])
		.execute();
	return new Map(
		rows.map(({ membership_id: id, author_key: wrapped, kek_id: kekId }) => [
			id,
			wrapped && kekId ? contentKey(tx, group, id, { kekId, wrapped }) : null
		])
	);
}

/** Joins both halves; null when the author's can no longer be opened. */
export function contentKey(
	tx: Ctx,
	group: Buffer,
	membershipId: string,
	wrapped: Wrapped
): Buffer | null {
	try {
		const author = tx.keys.unwrap(wrapped, authorBound(membershipId));
		return derive([group, author], `content:${membershipId}`);
	} catch (error) {
		// In a database restored from an old backup the wrapping key is gone for good: so are the words.
		if (error instanceof KeyGone) return null;
		throw error;
	}
}

/** Keys that were opened less than a minute ago, by both of their halves as they lie in the tables. */
let opened = new WeakMap<KeyRing, Map<string, Buffer>>();
let isGoing = false;

/**
 * The same from both wrapped halves. While a group is read, each page would open the same dozen again, so they stay
 * for a minute at most. What opens them has to come from the tables each time: a half that was destroyed there
 * opens nothing here.
 */
export function keptKey(
	tx: Ctx,
	group: { groupId: string } & Wrapped,
	author: { membershipId: string } & Wrapped
): Buffer | null {
	const name = [group, author]
		.map(({ kekId, wrapped }) => `${kekId} ${wrapped.toString('latin1')}`)
		.join();
	const here = opened.get(tx.keys) ?? new Map<string, Buffer>();
	const known = here.get(name);
	if (known) return known;
	const key = contentKey(tx, openGroupKey(tx, group.groupId, group), author.membershipId, author);
	if (key) {
		opened.set(tx.keys, here.set(name, key));
		forgetLater();
	}
	return key;
}

function forgetLater(): void {
	if (isGoing) return;
	isGoing = true;
	setTimeout(() => {
		opened = new WeakMap();
		isGoing = false;
	}, minute).unref();
}

/** A key of the group alone, for what belongs to no author. It opens nothing that members wrote. */
export const purposeKey = async (tx: Ctx, groupId: string, purpose: string): Promise<Buffer> =>
	derive([await groupKey(tx, groupId)], `group:${purpose}`);

/** Words about one person's place in the group, for that person: kept with the group's key alone. */
export async function sealReason(tx: Ctx, groupId: string, about: string, words: string) {
	return seal(derive([await groupKey(tx, groupId)], 'reasons'), about, words);
}

/** Opens a reason, once its group's row was read; null when there is none or it no longer opens. */
export function openReason(
	tx: Ctx,
	group: { groupId: string; key: Wrapped },
	about: string,
	box: Buffer | null
): string | null {
	if (!box) return null;
	try {
		const key = openGroupKey(tx, group.groupId, group.key);
		return open(derive([key], 'reasons'), about, box).toString();
	} catch (error) {
		if (error instanceof KeyGone) return null;
		throw error;
	}
}
