import type { Inside } from '#lib/groups/server/groups.ts';
import type { Author, Need, ReplyView, Said, ShareView } from '../shares.ts';
import { openWords } from './boxes.ts';
import { canChange } from './policy.ts';
import type { Row, Words } from './queries.ts';

/** What turns rows into what a member may see. */
export interface Reading {
	here: Inside;
	canWrite: boolean;
	/** Replies to show under each share. */
	replies: number;
	/** Each author once: the same object stands everywhere, and travels to the browser once. */
	authors: Map<string, Author>;
}

const nobodyKnown = { alias: '', mark: '' };

export function presentAuthor(reading: Reading, id: string): Author {
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

function presentShare(reading: Reading, row: Words & { kind: string }): ShareView {
	const isMine = canChange(reading.here.me, row.membership_id);
	return {
		shareId: row.share_id,
		author: presentAuthor(reading, row.membership_id),
		need: row.kind as Need,
		text: openWords(reading.here.keyOf(row.membership_id), 'share', row.id, row.box),
		sharedAt: row.at,
		isEdited: row.is_edited,
		...{ said: [], replies: [], hasMore: false },
		can: { answer: reading.canWrite, change: isMine }
	};
}

function presentReply(reading: Reading, row: Words): ReplyView {
	return {
		replyId: row.id,
		author: presentAuthor(reading, row.membership_id),
		text: openWords(reading.here.keyOf(row.membership_id), 'reply', row.id, row.box),
		repliedAt: row.at,
		isEdited: row.is_edited,
		can: { change: canChange(reading.here.me, row.membership_id) }
	};
}

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
