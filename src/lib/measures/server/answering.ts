import { sql } from 'kysely';
import { dayIn } from '#lib/words/times.ts';
import { day, minute } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { invalid, notFound, signInFirst } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import { accountKey, take } from '#server/limits.ts';
import { answerable, currentOn, versionOf } from '../book.ts';
import type { Definition } from '../definition.ts';
import type { Filled } from '../inputs.ts';
import { MOST_SETS, type Entry, type Mine } from '../measures.ts';
import { shipped } from '../shipped.ts';
import { storyOf, type AnswerSet } from '../story.ts';
import { keyOf, openSet, sealSet, slotOf } from './box.ts';
import { isSomebody } from './policy.ts';
import { presentMine } from './present.ts';

const pace = { what: 'measures.answer', burst: 20, every: minute };
/** A set filled in on paper may be older, but not a memory of half a life. */
const EARLIEST = 10 * 365 * day;

/** Which measure, by its address; and the version in which its questions were read. */
export interface Opened {
	page: string;
	version?: number;
}

export function myself({ actor }: Ctx): string {
	if (!isSomebody(actor)) throw signInFirst();
	return actor.accountId;
}

/** What is asked at this address, in the version that was opened: the newest when none is said. @throws not_found */
export function asked({ page, version }: Opened): Definition {
	const current = currentOn(shipped, page);
	const found = version && current ? versionOf(shipped, current.id, version) : current;
	if (!found || found.asked !== 'here' || !found.items) throw notFound();
	return found;
}

/**
 * Keeps a filled-in measure under the version it was asked in, encrypted so that it opens only with my own key;
 * what was kept of it half filled goes. Nobody is told of it. The same form sent twice is kept once.
 * @param zone whose today is the last day it can be about
 * @throws sign_in_first, not_found, invalid {day}, too_many
 */
export async function answer(
	ctx: Ctx,
	opened: Opened,
	{ once, day: about, gate, values }: Filled,
	zone: string
): Promise<void> {
	const accountId = myself(ctx);
	const { id, version } = asked(opened);
	const today = dayIn(ctx.now(), zone);
	if (about > today) throw invalid({ day: 'day_to_come' });
	if (about && about < dayIn(new Date(ctx.now().getTime() - EARLIEST), zone))
		throw invalid({ day: 'day_too_early' });
	await take(ctx, pace, accountKey(ctx, accountId));
	await inTransaction(ctx, async (tx) => {
		const [key, setId] = [await keyOf(tx), newId(tx.now())];
		const stored = { measure: id, version, day: about || today, gate, values };
		await tx.db
			.insertInto('answer_set')
			.values({
				...{ set_id: setId, account_id: accountId, once, written_at: tx.now() },
				box: sealSet(key, setId, stored)
			})
			.onConflict((on) => on.columns(['account_id', 'once']).doNothing())
			.execute();
		await tx.db
			.deleteFrom('answer_draft')
			.where('account_id', '=', accountId)
			.where('slot', '=', slotOf(key, id))
			.execute();
		await sql`
			delete from answer_set where set_id in (
				select set_id from answer_set where account_id = ${accountId}
				order by written_at desc, set_id desc offset ${MOST_SETS}
			)`.execute(tx.db);
	});
}

/** What there is to answer, when I last did, and what I kept half filled. @throws sign_in_first */
export async function offered(ctx: Ctx): Promise<Entry[]> {
	const accountId = myself(ctx);
	const { sets, slots } = await inTransaction(ctx, async (tx) => {
		const key = await keyOf(tx);
		const rows = await tx.db
			.selectFrom('answer_draft')
			.select('slot')
			.where('account_id', '=', accountId)
			.execute();
		const kept = new Set(rows.map(({ slot }) => slot.toString('hex')));
		const isKept = (id: string) => kept.has(slotOf(key, id).toString('hex'));
		return { sets: await setsOf(tx, key, accountId), slots: isKept };
	});
	return answerable(shipped).map(({ id, page, title, about, minutes, count }) => ({
		...{ page, title, about, minutes, count },
		last: sets.findLast(({ measure }) => measure === id)?.day ?? null,
		isHalfFilled: slots(id)
	}));
}

/**
 * What I answered of one measure, each scored by the version it was given under, and what changed.
 * @throws sign_in_first, not_found
 */
export async function mine(ctx: Ctx, page: string): Promise<Mine> {
	const accountId = myself(ctx);
	const definition = currentOn(shipped, page);
	if (!definition || definition.asked !== 'here') throw notFound();
	const sets = await inTransaction(ctx, async (tx) => setsOf(tx, await keyOf(tx), accountId));
	const own = sets.filter(({ measure }) => measure === definition.id);
	const canAnswer = definition.items !== null;
	if (!canAnswer && own.length === 0) throw notFound();
	return presentMine(definition, storyOf(shipped, own), canAnswer);
}

/** Deletes a set at once, for good. Again changes nothing. @throws sign_in_first */
export async function remove(ctx: Ctx, setId: string): Promise<void> {
	const accountId = myself(ctx);
	await inTransaction(ctx, (tx) =>
		tx.db
			.deleteFrom('answer_set')
			.where('set_id', '=', setId)
			.where('account_id', '=', accountId)
			.execute()
	);
}

/** All my sets, by the day they are about; of one day, as they were written. */
async function setsOf(tx: Ctx, key: Buffer, accountId: string): Promise<AnswerSet[]> {
	const rows = await tx.db
		.selectFrom('answer_set')
		.select(['set_id', 'box'])
		.where('account_id', '=', accountId)
		.orderBy('written_at')
		.orderBy('set_id')
		.execute();
	return rows
		.map((row) => ({ setId: row.set_id, ...openSet(key, row) }))
		.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}
