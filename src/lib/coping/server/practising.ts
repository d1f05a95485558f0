import { sql } from 'kysely';
import * as notices from '#lib/notices/server/notices.ts';
import { after, day, minute } from '#server/clock.ts';
import { asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, invalid, notFound, signInFirst } from '#server/errors.ts';
import { accountKey, take } from '#server/limits.ts';
import { strategyOn, type Strategy } from '../coping.ts';
import { MOST_TRIES, type LaterInput, type TriedInput, type Try } from '../practices.ts';
import { keyOf, openTry, sealTry } from './box.ts';
import { isSomebody } from './policy.ts';
import { presentTry } from './present.ts';

const pace = { what: 'coping.practise', burst: 20, every: 2 * minute };

function myself({ actor }: Ctx): string {
	if (!isSomebody(actor)) throw signInFirst();
	return actor.accountId;
}

/**
 * Keeps that I tried a strategy, how upset I was before and after it, and what it was for, as far as I say it,
 * encrypted so that it opens only with my own key. The same form sent twice is kept once.
 * @param page the strategy, by its address in the library
 * @throws sign_in_first, not_found, invalid {symptom}, too_many
 */
export async function practise(ctx: Ctx, page: string, input: TriedInput): Promise<void> {
	const strategy = strategyOn(page);
	if (!strategy) throw notFound();
	return keepTry(ctx, strategy, input);
}

/**
 * The same of any strategy, also one that stands in no library: whoever calls has seen that it is there.
 * @throws sign_in_first, invalid {symptom}, too_many
 */
export async function keepTry(
	ctx: Ctx,
	strategy: Pick<Strategy, 'id' | 'symptoms'>,
	input: TriedInput
): Promise<void> {
	const accountId = myself(ctx);
	const { once: practiceId, symptom, before, after: afterwards } = input;
	if (symptom && !strategy.symptoms.includes(symptom)) throw invalid({ symptom: 'choose' });
	await take(ctx, pace, accountKey(ctx, accountId));
	await inTransaction(ctx, async (tx) => {
		const asks = input.ask && (await isAsked(tx));
		const box = sealTry(await keyOf(tx), practiceId, {
			...{ strategy: strategy.id, symptom, before, after: afterwards },
			...{ asks, later: { 3: null, 7: null } }
		});
		await tx.db
			.insertInto('practice')
			.values({
				...{ practice_id: practiceId, account_id: accountId, box, tried_at: tx.now() },
				ask_at: asks ? after(tx.now(), 3 * day) : null
			})
			.onConflict((on) => on.doNothing())
			.execute();
		await sql`
			delete from practice where practice_id in (
				select practice_id from practice where account_id = ${accountId}
				order by tried_at desc, practice_id desc offset ${MOST_TRIES}
			)`.execute(tx.db);
	});
}

/** What I tried, newest first, at most the last 500. @throws sign_in_first */
export async function tries(ctx: Ctx): Promise<Try[]> {
	const accountId = myself(ctx);
	return inTransaction(ctx, async (tx) => {
		const rows = await tx.db
			.selectFrom('practice')
			.select(['practice_id', 'box', 'tried_at'])
			.where('account_id', '=', accountId)
			.orderBy('tried_at', 'desc')
			.orderBy('practice_id', 'desc')
			.limit(MOST_TRIES)
			.execute();
		if (rows.length === 0) return [];
		const [key, asked] = [await keyOf(tx), await isAsked(tx)];
		return rows.map((row) => presentTry(row, openTry(key, row), asked, tx.now()));
	});
}

/** Whether I may be asked later how something went on: so, until I turn it off. @throws sign_in_first */
export async function isAsked(ctx: Ctx): Promise<boolean> {
	const choice = await notices.choice(ctx);
	return choice.some(({ topic, isOn }) => topic === 'later' && isOn);
}

/**
 * Answers a question about one of my tries, or skips it. Answered again, it replaces what I said before.
 * @throws sign_in_first, not_found also when it was not to be asked, or not yet
 */
export async function answerLater(ctx: Ctx, input: LaterInput): Promise<void> {
	const accountId = myself(ctx);
	await inTransaction(ctx, async (tx) => {
		const row = await tx.db
			.selectFrom('practice')
			.select(['practice_id', 'box', 'tried_at'])
			.where('practice_id', '=', input.practiceId)
			.where('account_id', '=', accountId)
			.forUpdate()
			.executeTakeFirst();
		if (!row) throw notFound();
		const key = await keyOf(tx);
		const stored = openTry(key, row);
		allow(stored.asks && tx.now() >= after(row.tried_at, input.day * day));
		const later = { ...stored.later, [input.day]: input.answer };
		await tx.db
			.updateTable('practice')
			.set({ box: sealTry(key, row.practice_id, { ...stored, later }) })
			.where('practice_id', '=', row.practice_id)
			.execute();
		await takeBack(tx, accountId, row.practice_id);
	});
}

/** I am asked no more about anything I tried, for good, until I choose otherwise. @throws sign_in_first */
export async function askNoMore(ctx: Ctx): Promise<void> {
	const accountId = myself(ctx);
	await inTransaction(ctx, async (tx) => {
		await notices.turnOff(tx, 'later');
		await tx.db
			.updateTable('practice')
			.set({ ask_at: null })
			.where('account_id', '=', accountId)
			.where('ask_at', 'is not', null)
			.execute();
	});
}

/** Deletes one of my tries; again changes nothing. @throws sign_in_first */
export async function forget(ctx: Ctx, practiceId: string): Promise<void> {
	const accountId = myself(ctx);
	await inTransaction(ctx, async (tx) => {
		const gone = await tx.db
			.deleteFrom('practice')
			.where('practice_id', '=', practiceId)
			.where('account_id', '=', accountId)
			.returning('practice_id')
			.executeTakeFirst();
		if (gone) await takeBack(tx, accountId, practiceId);
	});
}

/** Nothing is asked any more that has its answer. */
const takeBack = (tx: Ctx, accountId: string, practiceId: string): Promise<void> =>
	asSystem(tx, 'coping: a question is settled', (system) =>
		notices.takeBack(system, { about: practiceId, kinds: ['practice'], accountId })
	);
