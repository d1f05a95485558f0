/**
 * Searching in what I can read: words are opened in memory, looked through and forgotten. Nothing about a
 * search is stored, logged or in an address, and there is no index of words anywhere.
 */
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import * as groups from '#lib/groups/server/groups.ts';
import type { Inside } from '#lib/groups/server/groups.ts';
import { second } from '#server/clock.ts';
import { accountOf, inTransaction, type Ctx } from '#server/ctx.ts';
import { notFound, signInFirst } from '#server/errors.ts';
import { accountKey, take } from '#server/limits.ts';
import { lookedAt, mostFound, type Found, type SearchAnswer } from '../search.ts';
import { nothingMore, type About, type SpaceChoices } from '../shares.ts';
import { openShare, openWords } from './boxes.ts';
import { coverOf, noChoices, openChoices } from './covers.ts';
import { presentAuthor, type Reading } from './present.ts';
import { belonging } from './reading.ts';
import { excerptOf, holds, wordsOf } from './search-words.ts';

const pace = { what: 'shares.search', burst: 10, every: 6 * second };
/** No search opens words for longer than this. */
const LONGEST = 2 * second;
/** Texts that are opened before others get their turn. */
const AT_ONCE = 100;

interface Row {
	share_id: string;
	reply_id: string | null;
	membership_id: string;
	box: Buffer;
	at: Date;
	/** Of the share it is under, where its author is covered too. */
	share_box: Buffer | null;
	share_author: string | null;
}

/**
 * Where in my groups all of these words stand, the newest first. What I would rather not meet is left out,
 * and what I cannot read is not there.
 * @throws sign_in_first, too_many, not_found for a group that is not mine
 */
export async function search(
	ctx: Ctx,
	input: { words: string; groupId?: string | undefined }
): Promise<SearchAnswer> {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	await take(ctx, pace, accountKey(ctx, accountId));
	const words = wordsOf(input.words);
	const mine = (await groups.spaces(ctx)).map(({ groupId }) => groupId);
	const wanted = input.groupId ? mine.filter((id) => id === input.groupId) : mine;
	if (input.groupId && wanted.length === 0) throw notFound();
	const until = ctx.now().getTime() + LONGEST;
	const answer: SearchAnswer = { found: [], hasMore: false, bounded: [], isCut: false };
	if (words.length === 0) return answer;
	for (const groupId of wanted) {
		answer.isCut = ctx.now().getTime() > until;
		if (answer.isCut) break;
		const { reading, rows, choices } = await readGroup(ctx, groupId);
		if (isBounded(rows)) answer.bounded.push(reading.here.name);
		answer.isCut = !(await look(ctx, { reading, rows, choices, words, until }, answer.found));
	}
	answer.found.sort((a, b) => b.at.getTime() - a.at.getTime() || (a.shareId < b.shareId ? 1 : -1));
	answer.hasMore = answer.found.length > mostFound;
	answer.found = answer.found.slice(0, mostFound);
	return answer;
}

/** The newest words of a group, still sealed. */
async function readGroup(ctx: Ctx, groupId: string) {
	return inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, groupId);
		const { rows } = await sql<Row>`
			with p as materialized (
				select share_id, membership_id, box, shared_at from share where group_id = ${groupId}
				order by shared_at desc, share_id desc limit ${lookedAt.shares + 1}
			)
			select share_id, null as reply_id, membership_id, box, shared_at as at,
				null as share_box, null as share_author from p
			union all
			select p.share_id, r.reply_id, r.membership_id, r.box, r.replied_at, p.box, p.membership_id
			from p cross join lateral (select * from reply where share_id = p.share_id
				order by replied_at, reply_id limit ${lookedAt.replies + 1}) r
			order by at desc, share_id desc`.execute(tx.db);
		return { rows, choices: await choicesIn(tx, here), reading: readingOf(here) };
	});
}

/** What I would rather not meet in a group that I am in. */
export async function choicesIn(tx: Ctx, here: Inside): Promise<SpaceChoices> {
	const { membershipId } = here.me;
	const row = await tx.db
		.selectFrom('space_choice')
		.select('box')
		.where('membership_id', '=', membershipId)
		.executeTakeFirst();
	return row ? openChoices(here.keyOf(membershipId), membershipId, row.box) : noChoices;
}

const readingOf = (here: Inside): Reading => ({
	...{ here, canWrite: false, replies: 0, choices: noChoices, authors: new Map() }
});

/** Whether there is more in a group than is looked through. */
function isBounded(rows: readonly Row[]): boolean {
	const many = new Map<string, number>();
	for (const { share_id: id } of rows) many.set(id, (many.get(id) ?? 0) + 1);
	const mostReplies = Math.max(0, ...many.values()) - 1;
	return many.size > lookedAt.shares || mostReplies > lookedAt.replies;
}

interface Looking {
	reading: Reading;
	rows: readonly Row[];
	choices: SpaceChoices;
	words: readonly string[];
	until: number;
}

/** Adds what it finds; false when the time was over before the end. */
async function look(ctx: Ctx, given: Looking, found: Found[]): Promise<boolean> {
	const { reading, rows, words } = given;
	const { here } = reading;
	const before = found.length;
	for (const [i, row] of rows.entries()) {
		if (i % AT_ONCE === AT_ONCE - 1) {
			await setImmediate();
			if (ctx.now().getTime() > given.until) return false;
		}
		const { text, about } = wordsIn(here, row);
		if (text === null || !holds(text, words) || isCovered(given, row, text, about)) continue;
		// They come newest first: of one group never more than fit on the page can be shown.
		if (found.length - before > mostFound) return true;
		found.push({
			...{ groupId: here.groupId, groupName: here.name, shareId: row.share_id },
			...{ replyId: row.reply_id, author: presentAuthor(reading, row.membership_id) },
			...{ at: row.at, excerpt: excerptOf(text, words) }
		});
	}
	return true;
}

function wordsIn(here: Inside, row: Row): { text: string | null; about: About } {
	const key = here.keyOf(row.membership_id);
	if (row.reply_id === null) return openShare(key, row.share_id, row.box);
	return { text: openWords(key, 'reply', row.reply_id, row.box), about: nothingMore };
}

/** What stands under a share that somebody would rather not meet is not brought to them either. */
function isCovered(
	{ reading: { here }, choices }: Looking,
	row: Row,
	text: string,
	about: About
): boolean {
	const isMine = row.membership_id === here.me.membershipId;
	if (isMine) return false;
	if (coverOf(choices, { authorId: row.membership_id, text, about })) return true;
	if (!row.share_box || !row.share_author) return false;
	const over = openShare(here.keyOf(row.share_author), row.share_id, row.share_box);
	return coverOf(choices, { authorId: row.share_author, ...over }) !== null;
}
