import * as groups from '#lib/groups/server/groups.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, notFound } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import {
	pageSize,
	repliesPage,
	repliesShown,
	type OneShareView,
	type ShareView,
	type SpaceView
} from '../shares.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { canRead, canWrite } from './policy.ts';
import { presentAuthor, presentShares, type Reading } from './present.ts';
import { one, pageOf, place, type Place, type Row } from './queries.ts';

/**
 * One page of a group's space, newest first, with what was said under each share. A fixed number of
 * statements whatever is on it.
 * @throws not_found for everybody who does not belong to the group now
 */
export async function space(
	ctx: Ctx,
	input: { groupId: string; before?: string | null }
): Promise<SpaceView> {
	return inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, input.groupId);
		const before = readCursor(input.before);
		const page = { before, limit: pageSize, replies: repliesShown };
		const rows = await pageOf(tx, here.group_id, page);
		const reading = await readingOf(tx, here, rows, repliesShown);
		const shares = presentShares(reading, rows);
		return {
			...frameOf(reading, here),
			facilitators: facilitatorsOf(reading),
			shares: shares.slice(0, pageSize),
			next: shares.length > pageSize ? cursorOf(shares[pageSize - 1]!) : null,
			isFirst: before === null,
			can: { share: reading.canWrite }
		};
	});
}

/**
 * One share with all that was written under it, a hundred replies a page.
 * @throws not_found, also for shares of other groups
 */
export async function find(
	ctx: Ctx,
	input: { groupId: string; shareId: string; after?: string | null }
): Promise<OneShareView> {
	return inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, input.groupId);
		if (!isId(input.shareId)) throw notFound();
		const page = { after: readCursor(input.after), limit: repliesPage };
		const rows = await one(tx, here.group_id, input.shareId, page);
		const reading = await readingOf(tx, here, rows, repliesPage);
		const [share] = presentShares(reading, rows);
		if (!share) throw notFound();
		const last = share.replies.at(-1);
		const next =
			share.hasMore && last ? writeCursor({ at: last.repliedAt, id: last.replyId }) : null;
		return { ...frameOf(reading, here), share, next };
	});
}

/** The group with my membership in it. @throws not_found */
export async function belonging(tx: Ctx, groupId: string): Promise<Place> {
	const here = isId(groupId) ? await place(tx, groupId) : undefined;
	allow(canRead(here ? { membershipId: here.membership_id } : null));
	return here!;
}

async function readingOf(
	tx: Ctx,
	here: Place,
	rows: readonly Row[],
	replies: number
): Promise<Reading> {
	const authors = new Set<string>();
	for (const row of rows) if (row.what !== 'said') authors.add(row.membership_id);
	const members = await groups.members(tx, here.group_id);
	const keys = await groups.contentKeys(tx, here.group_id, [...authors]);
	const me = { membershipId: here.membership_id };
	const mayWrite = canWrite(me, { closedAt: here.closed_at });
	return {
		...{ myId: here.membership_id, members, keys, authors: new Map() },
		...{ canWrite: mayWrite, replies }
	};
}

function frameOf(reading: Reading, here: Place) {
	return {
		...{ groupId: here.group_id, groupName: here.name, responses: here.responses },
		me: presentAuthor(reading, reading.myId),
		readers: [...reading.members.values()].filter(({ isCurrent }) => isCurrent).length
	};
}

const facilitatorsOf = (reading: Reading) =>
	[...reading.members.values()]
		.filter(({ isCurrent, role }) => isCurrent && role === 'facilitator')
		.map(({ membershipId }) => presentAuthor(reading, membershipId))
		.sort((a, b) => a.alias.localeCompare(b.alias));

const cursorOf = (share: ShareView) => writeCursor({ at: share.sharedAt, id: share.shareId });
