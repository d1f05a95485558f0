/** All that I wrote, in all my groups, in one place: to read, to delete, and to take along. */
import { sql } from 'kysely';
import * as groups from '#lib/groups/server/groups.ts';
import type { Inside } from '#lib/groups/server/groups.ts';
import { minute } from '#server/clock.ts';
import { accountOf, inTransaction, type Ctx } from '#server/ctx.ts';
import { notFound, signInFirst } from '#server/errors.ts';
import { accountKey, take } from '#server/limits.ts';
import { ownPage, type OwnWords, type OwnWordsPage } from '../own-words.ts';
import type { Need, ShareKind } from '../shares.ts';
import { openShare } from './boxes.ts';
import { readCursor, writeCursor, type Cursor } from './cursor.ts';
import { belonging } from './reading.ts';
import { textOf } from './reported.ts';

const exporting = { what: 'shares.export', burst: 6, every: minute };

interface Row {
	of: OwnWords['of'];
	id: string;
	share_id: string;
	group_id: string;
	box: Buffer;
	kind: string | null;
	need: string | null;
	at: Date;
	is_edited: boolean;
}

/**
 * One page of what I wrote, in all my groups or in one. What a decision hides is not in it.
 * @throws sign_in_first, not_found for a group that is not mine
 */
export async function ownWords(
	ctx: Ctx,
	input: { groupId?: string | undefined; before?: string | null }
): Promise<OwnWordsPage> {
	me(ctx);
	return inTransaction(ctx, async (tx) => {
		const mine = (await groups.spaces(tx)).map(({ groupId, name }) => ({ groupId, name }));
		const places = await placesOf(tx, mine, input.groupId);
		const words = await pageOf(tx, places, readCursor(input.before), ownPage.shown + 1);
		const shown = words.slice(0, ownPage.shown);
		const next = words.length > shown.length ? writeCursor(shown.at(-1)!) : null;
		return { groups: mine, words: shown, next };
	});
}

/**
 * The same, all of it, piece by piece: never more than `ownPage.exported` are in memory.
 * @throws sign_in_first, too_many, not_found for a group that is not mine, before the first piece
 */
export async function exportOwn(
	ctx: Ctx,
	input: { groupId?: string | undefined }
): Promise<AsyncGenerator<OwnWords[]>> {
	await take(ctx, exporting, accountKey(ctx, me(ctx)));
	const read = (before: Cursor | null) =>
		inTransaction(ctx, async (tx) => {
			const places = await placesOf(tx, await groups.spaces(tx), input.groupId);
			return pageOf(tx, places, before, ownPage.exported);
		});
	const first = await read(null);
	return (async function* () {
		for (let page = first; page.length > 0; page = await read(page.at(-1)!)) {
			yield page;
			if (page.length < ownPage.exported) return;
		}
	})();
}

/** How much of each was taken back. */
type Removed = Record<'shares' | 'replies' | 'strategies' | 'feedback', number>;

/**
 * Takes back all that I wrote, in all my groups or in one, with what others wrote and said under my shares and of
 * my strategies. What a decision hides is let go (`letGoHidden`), and not counted.
 * @throws sign_in_first, not_found for a group that is not mine
 */
export async function removeAllOwn(
	ctx: Ctx,
	input: { groupId?: string | undefined }
): Promise<Removed> {
	me(ctx);
	return inTransaction(ctx, async (tx) => {
		const places = await placesOf(tx, await groups.spaces(tx), input.groupId);
		const ids = [...places.values()].map(({ me: { membershipId } }) => membershipId);
		const removed = async (
			table: 'share' | 'reply' | 'group_strategy' | 'strategy_feedback'
		): Promise<number> => {
			if (ids.length === 0) return 0;
			const { numDeletedRows } = await tx.db
				.deleteFrom(table)
				.where('membership_id', 'in', ids)
				.executeTakeFirst();
			return Number(numDeletedRows);
		};
		await letGoHidden(tx, [...places.keys()], null);
		return {
			...{ replies: await removed('reply'), shares: await removed('share') },
			feedback: await removed('strategy_feedback'),
			strategies: await removed('group_strategy')
		};
	});
}

/**
 * What I wrote and a decision hides goes as soon as it can no longer be appealed, and is shown to nobody again: in
 * these groups, or the one thing. Answers how many there are that were not let go before.
 */
export async function letGoHidden(
	tx: Ctx,
	groupIds: readonly string[],
	id: string | null
): Promise<number> {
	const { rows } = await sql<{ many: number }>`
		select let_go_hidden(${[...groupIds]}::uuid[], ${id}, ${tx.now()}) as many`.execute(tx.db);
	return rows[0]!.many;
}

/** My groups with my key to them, all or one of them. */
async function placesOf(
	tx: Ctx,
	mine: readonly { groupId: string }[],
	groupId: string | undefined
): Promise<Map<string, Inside>> {
	const wanted = groupId ? mine.filter((one) => one.groupId === groupId) : mine;
	if (groupId && wanted.length === 0) throw notFound();
	const places = new Map<string, Inside>();
	for (const one of wanted) places.set(one.groupId, await belonging(tx, one.groupId));
	return places;
}

/** The newest first, from `before` on. */
async function pageOf(
	tx: Ctx,
	places: ReadonlyMap<string, Inside>,
	before: Pick<Cursor, 'at' | 'id'> | null,
	limit: number
): Promise<OwnWords[]> {
	const ids = [...places.values()].map(({ me: { membershipId } }) => membershipId);
	const from = (at: string, id: string) =>
		before
			? sql`and (${sql.ref(at)}, ${sql.ref(id)}) < (${before.at}::timestamptz, ${before.id}::uuid)`
			: sql``;
	const { rows } = await sql<Row>`
		select * from (
			(select 'share' as of, share_id as id, share_id, group_id, box, kind, need, shared_at as at,
				edited_at is not null as is_edited
			from share where membership_id = any(${ids}::uuid[]) ${from('shared_at', 'share_id')}
			order by shared_at desc, share_id desc limit ${limit})
			union all
			(select 'reply', reply_id, share_id, group_id, box, null, null, replied_at, edited_at is not null
			from reply where membership_id = any(${ids}::uuid[]) ${from('replied_at', 'reply_id')}
			order by replied_at desc, reply_id desc limit ${limit})
			union all
			(select 'strategy', strategy_id, strategy_id, group_id, box, null, null, shared_at, edited_at is not null
			from group_strategy where membership_id = any(${ids}::uuid[]) ${from('shared_at', 'strategy_id')}
			order by shared_at desc, strategy_id desc limit ${limit})
			union all
			(select 'feedback', feedback_id, strategy_id, group_id, box, null, null, given_at, edited_at is not null
			from strategy_feedback where membership_id = any(${ids}::uuid[]) ${from('given_at', 'feedback_id')}
			order by given_at desc, feedback_id desc limit ${limit})
		) w order by at desc, id desc limit ${limit}`.execute(tx.db);
	return rows.map((row) => present(places.get(row.group_id)!, row));
}

function present(here: Inside, row: Row): OwnWords {
	const key = here.keyOf(here.me.membershipId);
	const where = {
		...{ of: row.of, id: row.id, shareId: row.share_id, groupId: row.group_id },
		...{ groupName: here.name, alias: here.me.alias, at: row.at, isEdited: row.is_edited }
	};
	if (row.of !== 'share')
		return { ...where, text: textOf(row.of, key, row.id, row.box), share: null };
	const { text, about } = openShare(key, row.id, row.box);
	return {
		...where,
		text,
		share: { kind: row.kind as ShareKind, need: row.need as Need | null, about }
	};
}

function me(ctx: Ctx): string {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	return accountId;
}
