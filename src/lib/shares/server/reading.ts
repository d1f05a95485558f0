import * as groups from '#lib/groups/server/groups.ts';
import type { Inside } from '#lib/groups/server/groups.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, AppError, notFound } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import {
	pageSize,
	repliesPage,
	repliesShown,
	type OneShareView,
	type ShareView,
	type SpaceView
} from '../shares.ts';
import { sayTopic } from '../topics.ts';
import { noChoices } from './covers.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { canRead, canWrite, isNewcomer } from './policy.ts';
import { presentAuthor, presentShares, quotedElsewhere, type Reading } from './present.ts';
import { one, pageOf, repliesIn } from './queries.ts';

/**
 * One page of a group's space, newest first, with what was said under each share. A fixed number of
 * statements whatever is on it.
 * @throws not_found for everybody who does not belong to the group now
 */
export async function space(
	ctx: Ctx,
	input: { groupId: string; before?: string | null; isCalm?: boolean }
): Promise<SpaceView> {
	return inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, input.groupId);
		const before = readCursor(input.before);
		const { isCalm = false } = input;
		const page = { before, limit: pageSize, replies: repliesShown, isCalm };
		const rows = await pageOf(tx, here, page);
		const reading = readingOf(here, repliesShown);
		const all = presentShares(reading, rows);
		const onPage = all.slice(0, pageSize);
		const shares = onPage.filter((share) => !isLeftOut(reading, share));
		return {
			...frameOf(reading),
			facilitators: facilitatorsOf(reading),
			...{ shares, isCalm, isLeftOut: shares.length < onPage.length },
			next: all.length > pageSize ? cursorOf(onPage[pageSize - 1]!) : null,
			isFirst: before === null,
			closed: closedFor(reading),
			isNew: !reading.choices.isSettled && isNewcomer(here, tx.now()),
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
		const rows = await one(tx, here, input.shareId, page);
		const reading = readingOf(here, repliesPage);
		// On the first page all that is quoted is there.
		const away = page.after ? quotedElsewhere(reading, rows) : [];
		const quoted = away.length > 0 ? await repliesIn(tx, input.shareId, away) : [];
		const [share] = presentShares(reading, rows, quoted);
		if (!share) throw notFound();
		const last = share.replies.at(-1);
		const next =
			share.hasMore && last ? writeCursor({ at: last.repliedAt, id: last.replyId }) : null;
		return { ...frameOf(reading), share, next };
	});
}

/** Whose place rests is told so, and reads why under Settings. */
const placeRests = () => new AppError('place_rests', 403);

/** The group, for somebody who belongs to it now. @throws not_found, place_rests */
export async function belonging(tx: Ctx, groupId: string): Promise<Inside> {
	const here = isId(groupId) ? await groups.inside(tx, groupId) : null;
	if (!here && isId(groupId) && (await groups.isSuspended(tx, groupId))) throw placeRests();
	allow(canRead(here?.me ?? null));
	return here!;
}

const readingOf = (here: Inside, replies: number): Reading => ({
	...{ here, replies, authors: new Map(), choices: noChoices },
	canWrite: canWrite(here.me, here)
});

/** By what it is about; somebody's words are folded away, never left out. */
const isLeftOut = ({ choices }: Reading, { cover }: ShareView) =>
	choices.how === 'hide' && cover?.by === 'words';

const closedFor = ({ choices }: Reading): string[] => {
	const words = [...choices.topics.map(sayTopic), ...choices.words];
	return [...new Set(words.filter((word) => word !== null))];
};

function frameOf(reading: Reading) {
	const { here } = reading;
	return {
		...{ groupId: here.groupId, groupName: here.name, responses: here.responses },
		me: presentAuthor(reading, here.me.membershipId),
		readers: [...here.members.values()].filter(({ isCurrent }) => isCurrent).length
	};
}

export const facilitatorsOf = (reading: Reading) =>
	[...reading.here.members.values()]
		.filter(({ isCurrent, role }) => isCurrent && role === 'facilitator')
		.map(({ membershipId }) => presentAuthor(reading, membershipId))
		.sort((a, b) => a.alias.localeCompare(b.alias));

const cursorOf = (share: ShareView) => writeCursor({ at: share.sharedAt, id: share.shareId });
