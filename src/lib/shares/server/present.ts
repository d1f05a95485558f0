import type { Inside } from '#lib/groups/server/groups.ts';
import type {
	Audience,
	Author,
	Need,
	ReplyView,
	Said,
	ShareKind,
	ShareView,
	SpaceChoices
} from '../shares.ts';
import { openShare, openWords } from './boxes.ts';
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

/** Shares with what was said and written under them, newest first. */
export function presentShares(reading: Reading, rows: readonly Row[]): ShareView[] {
	const shares = new Map<string, ShareView>();
	for (const row of rows) {
		if (row.what === 'mine') {
			reading.choices = openChoices(reading.here.keyOf(row.id), row.id, row.box);
			continue;
		}
		if (row.what === 'share') {
			shares.set(row.share_id, presentShare(reading, row));
			continue;
		}
		const share = shares.get(row.share_id);
		if (!share) continue;
		if (row.what === 'said') share.said.push(presentSaid(reading, row));
		else if (share.replies.length === reading.replies) share.hasMore = true;
		else share.replies.push(presentReply(reading, row));
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
		isEdited: row.is_edited,
		...{ said: [], replies: [], hasMore: false },
		can: {
			answer: reading.canWrite,
			reply: canReply(reading.here.me, reading.here, { responsesOnly: row.responses_only }),
			change: isMine
		}
	};
}

function presentReply(reading: Reading, row: Words): ReplyView {
	const text = openWords(reading.here.keyOf(row.membership_id), 'reply', row.id, row.box);
	return {
		replyId: row.id,
		author: presentAuthor(reading, row.membership_id),
		text,
		shape: shapeIn(row.box, text),
		cover: coverFor(reading, { authorId: row.membership_id, text }),
		repliedAt: row.at,
		isEdited: row.is_edited,
		can: { change: canChange(reading.here.me, row.membership_id) }
	};
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
