import type { Inside } from '#lib/groups/server/groups.ts';
import { plainBetween } from '../plain.ts';
import type { Shape } from '../shape.ts';
import type {
	Audience,
	Author,
	Cover,
	Need,
	Quote,
	ReplyView,
	Said,
	ShareKind,
	ShareView,
	SpaceChoices
} from '../shares.ts';
import { openReply, openShare, type QuotedPlace } from './boxes.ts';
import { coverOf, openChoices } from './covers.ts';
import { canChange, canReply } from './policy.ts';
import type { Row, ShareRow, Words } from './queries.ts';
import { shapeIn } from './shapes.ts';

/** What turns rows into what a member may see. */
export interface Reading {
	here: Inside;
	canWrite: boolean;
	/** Replies to show under each share. */
	replies: number;
	/** What the reader would rather not meet. */
	choices: SpaceChoices;
	/** Each author once: the same object stands everywhere, and travels to the browser once. */
	authors: Map<string, Author>;
}

/** What a page has opened, by its id: what replies quote is found here. */
type Opened = Map<
	string,
	{
		author: Author;
		text: string | null;
		shape: Shape | null;
		cover: Cover | null;
		changedAt: Date | null;
	}
>;

const nobodyKnown = { alias: '', mark: '' };

export function presentAuthor(reading: Pick<Reading, 'here' | 'authors'>, id: string): Author {
	const seen = reading.authors.get(id);
	if (seen) return seen;
	const known = reading.here.members.get(id);
	const { alias, mark } = known ?? nobodyKnown;
	const author = {
		...{ membershipId: id, alias, mark },
		...{ isFacilitator: known?.role === 'facilitator', isMe: id === reading.here.me.membershipId }
	};
	reading.authors.set(id, author);
	return author;
}

/**
 * Shares with what was said and written under them, newest first. What is quoted comes before what quotes it;
 * `quoted` are replies that stand on an earlier page.
 */
export function presentShares(
	reading: Reading,
	rows: readonly Row[],
	quoted: readonly Words[] = []
): ShareView[] {
	const shares = new Map<string, ShareView>();
	const opened: Opened = new Map();
	for (const row of quoted) presentReply(reading, row, opened);
	for (const row of rows) {
		if (row.what === 'mine') {
			reading.choices = openChoices(reading.here.keyOf(row.id), row.id, row.box);
			continue;
		}
		if (row.what === 'share') {
			const share = presentShare(reading, row);
			shares.set(row.share_id, share);
			opened.set(row.id, { ...share, changedAt: row.edited_at });
			continue;
		}
		const share = shares.get(row.share_id);
		if (!share) continue;
		if (row.what === 'said') share.said.push(presentSaid(reading, row));
		else if (share.replies.length === reading.replies) share.hasMore = true;
		else share.replies.push(presentReply(reading, row, opened));
	}
	return [...shares.values()].reverse();
}

function presentShare(reading: Reading, row: ShareRow): ShareView {
	const isMine = canChange(reading.here.me, row.membership_id);
	const opened = openShare(reading.here.keyOf(row.membership_id), row.id, row.box);
	return {
		shareId: row.share_id,
		author: presentAuthor(reading, row.membership_id),
		kind: row.kind as ShareKind,
		need: row.need as Need | null,
		audience: row.audience as Audience,
		responsesOnly: row.responses_only,
		...opened,
		shape: shapeIn(row.box, opened.text),
		cover: coverFor(reading, { authorId: row.membership_id, ...opened }),
		sharedAt: row.at,
		isEdited: row.edited_at !== null,
		...{ said: [], replies: [], hasMore: false },
		can: {
			answer: reading.canWrite,
			reply: canReply(reading.here.me, reading.here, { responsesOnly: row.responses_only }),
			change: isMine
		}
	};
}

function presentReply(reading: Reading, row: Words, opened: Opened): ReplyView {
	const { membership_id: authorId, edited_at: changedAt } = row;
	const { text, quote } = openReply(reading.here.keyOf(authorId), row.id, row.box);
	const author = presentAuthor(reading, authorId);
	const cover = coverFor(reading, { authorId, text });
	const shape = shapeIn(row.box, text);
	opened.set(row.id, { author, text, shape, cover, changedAt });
	return {
		...{ replyId: row.id, author, text, cover, shape },
		quote: quote && presentQuote(quote, opened),
		repliedAt: row.at,
		isEdited: changedAt !== null,
		can: { change: canChange(reading.here.me, authorId) }
	};
}

/** The words as they are read there, without marks; none that are gone, or not the ones any more that were quoted. */
function presentQuote(place: QuotedPlace, opened: Opened): Quote | null {
	const words = opened.get(place.of);
	if (!words || words.text === null || words.cover) return null;
	if ((words.changedAt?.getTime() ?? null) !== place.changedAt) return null;
	const text = plainBetween(words.text, words.shape, place.from, place.to);
	return text ? { of: place.of, author: words.author, text } : null;
}

/** What replies quote that is not among these rows. */
export function quotedElsewhere(reading: Reading, rows: readonly Row[]): string[] {
	const here = new Set(rows.map((row) => row.id));
	const quoted = rows.flatMap((row) => {
		if (row.what !== 'reply') return [];
		const { quote } = openReply(reading.here.keyOf(row.membership_id), row.id, row.box);
		return quote && !here.has(quote.of) ? [quote.of] : [];
	});
	return [...new Set(quoted)];
}

/** One's own words stay open. */
const coverFor = (reading: Reading, meets: Parameters<typeof coverOf>[1]) =>
	meets.authorId === reading.here.me.membershipId ? null : coverOf(reading.choices, meets);

function presentSaid(reading: Reading, row: { kind: string; members: string[] }): Said {
	const others = row.members.filter((id) => id !== reading.here.me.membershipId);
	return {
		kind: row.kind,
		aliases: others
			.map((id) => reading.here.members.get(id)?.alias)
			.filter((alias) => alias !== undefined),
		byMe: others.length < row.members.length
	};
}
