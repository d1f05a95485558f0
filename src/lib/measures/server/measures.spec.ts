import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { day } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { person } from '#test/support/accounts.ts';
import { openWorld } from '#test/support/world.ts';
import { FilledInput, type Filled } from '../inputs.ts';
import { DRAFT_DAYS } from '../measures.ts';
import { shipped } from '../shipped.ts';
import { openDraft, openSet } from './box.ts';
import * as measures from './measures.ts';

const world = await openWorld();
const pcl = shipped.find(({ id }) => id === 'pcl-5')!;
const phq = shipped.find(({ id }) => id === 'phq-4')!;
const screen = shipped.find(({ id }) => id === 'pc-ptsd-5')!;
const here = { page: pcl.page, version: pcl.version };
/** Question 1 differs, so that nobody takes it for a straight line. */
const all = (value: number, first: number): (number | null)[] => [
	first,
	...Array.from({ length: 19 }, () => value)
];
const filled = (values: (number | null)[], more: Partial<Filled> = {}): Filled => ({
	...{ once: newId(world.clock.now()), day: '', gate: null, values },
	...more
});
const code = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error: { code?: string }) => error.code
	);
const boxes = async (table: 'answer_set' | 'answer_draft', accountId: string) =>
	(
		await inTransaction(world.system, ({ db }) =>
			sql<{ box: Buffer; set_id: string; slot: Buffer }>`
				select * from ${sql.table(table)} where account_id = ${accountId}`.execute(db)
		)
	).rows;

describe('answering', () => {
	it('keeps a set and says what changed since the one before, and since the first', async () => {
		const { ctx } = await person(world);
		world.clock.set('2026-03-10T18:00:00Z');
		await measures.answer(ctx, here, filled(all(2, 3)), 'UTC');
		expect(await measures.mine(ctx, pcl.page)).toMatchObject({ sinceLast: null, sinceFirst: null });
		world.clock.set('2026-06-10T18:00:00Z');
		await measures.answer(ctx, here, filled(all(2, 1)), 'UTC');
		world.clock.set('2026-11-22T18:00:00Z');
		await measures.answer(ctx, here, filled(all(1, 4)), 'UTC');
		expect(await measures.mine(ctx, pcl.page)).toMatchObject({
			results: [{ number: 23 }, { number: 39 }, { number: 41 }],
			sinceLast: { from: { day: '2026-06-10' }, change: { by: -16, goes: 'better', isMore: true } },
			sinceFirst: { from: { day: '2026-03-10', number: 41 }, change: { by: -18 } }
		});
	});

	it('never says what authors call a number, nor a cut-point', async () => {
		const { ctx } = await person(world);
		const four = filled([3, 3, 3, 2]);
		await measures.answer(ctx, { page: phq.page, version: 1 }, four, 'UTC');
		const said = JSON.stringify(await measures.mine(ctx, phq.page));
		expect(said).not.toMatch(/severe|moderate|positive/);
		expect(said).toContain('"offersHelp":true');
	});

	it('keeps the same form once, also when it comes twice at once', async () => {
		const { ctx } = await person(world);
		const once = filled(all(1, 2));
		const two = [1, 2].map(() => measures.answer(ctx, here, once, 'UTC'));
		expect(await Promise.all(two.map(code))).toEqual(['done', 'done']);
		await measures.answer(ctx, here, once, 'UTC');
		expect((await measures.mine(ctx, pcl.page)).results).toHaveLength(1);
	});

	it('can be about a day before, in the order of days, and not about one to come', async () => {
		const { ctx } = await person(world);
		world.clock.set('2026-11-22T23:30:00Z');
		await measures.answer(ctx, here, filled(all(1, 2)), 'UTC');
		await measures.answer(ctx, here, filled(all(2, 1), { day: '2026-03-01' }), 'UTC');
		const days = (await measures.mine(ctx, pcl.page)).results.map((result) => result.day);
		expect(days).toEqual(['2026-11-22', '2026-03-01']);
		const on = (about: string, zone: string) =>
			code(measures.answer(ctx, here, filled(all(1, 2), { day: about }), zone));
		// It is tomorrow already in Berlin.
		expect(await on('2026-11-23', 'UTC')).toBe('invalid');
		expect(await on('2026-11-23', 'Europe/Berlin')).toBe('done');
		expect(await on('2016-01-01', 'UTC')).toBe('invalid');
	});

	it('has no number where too much is left open, and flags one answer all the way down', async () => {
		const { ctx } = await person(world);
		for (const values of [all(2, 1), [1, ...all(1, 2).slice(1, 19), null], all(0, 0)]) {
			await measures.answer(ctx, here, filled(values), 'UTC');
			world.clock.pass(1000);
		}
		const { results, line, sinceLast } = await measures.mine(ctx, pcl.page);
		expect(results).toMatchObject([
			{ number: 0, isCounted: false, scored: { isStraight: true } },
			{ number: null, isCounted: false, scored: { missing: [20] } },
			{ number: 39, isCounted: true }
		]);
		expect([line, sinceLast]).toMatchObject([[{ number: 39 }], null]);
	});

	it('asks only what has its words, and at an address that is there, in a version there was', async () => {
		const { ctx } = await person(world);
		const brs = shipped.find(({ id }) => id === 'brs')!;
		const suds = shipped.find(({ id }) => id === 'suds')!;
		for (const page of [brs.page, suds.page, 'zzzz', '../x'])
			for (const tried of [
				() => measures.begin(ctx, page),
				() => measures.mine(ctx, page),
				() => measures.answer(ctx, { page, version: 1 }, filled([]), 'UTC')
			])
				expect(await code(tried())).toBe('not_found');
		const later = measures.answer(ctx, { ...here, version: 2 }, filled(all(1, 2)), 'UTC');
		expect(await code(later)).toBe('not_found');
		const titles = (await measures.offered(ctx)).map(({ title }) => title);
		expect(titles).toEqual(['PCL-5', 'PHQ-4', 'PC-PTSD-5']);
	});

	it('is nobody else’s to see or to delete, and deleted it is gone', async () => {
		const [mine, other] = [await person(world), await person(world)];
		await measures.answer(mine.ctx, here, filled(all(1, 2)), 'UTC');
		const [set] = (await measures.mine(mine.ctx, pcl.page)).results;
		expect((await measures.mine(other.ctx, pcl.page)).results).toEqual([]);
		await measures.remove(other.ctx, set!.setId);
		expect((await measures.mine(mine.ctx, pcl.page)).results).toHaveLength(1);
		await measures.remove(mine.ctx, set!.setId);
		await measures.remove(mine.ctx, set!.setId);
		expect((await measures.mine(mine.ctx, pcl.page)).results).toEqual([]);
		for (const refused of [
			() => measures.offered(world.nobody),
			() => measures.mine(world.nobody, pcl.page),
			() => measures.begin(world.nobody, pcl.page),
			() => measures.answer(world.nobody, here, filled(all(1, 2)), 'UTC'),
			() => measures.keepDraft(world.nobody, here, filled([])),
			() => measures.dropDraft(world.nobody, pcl.page),
			() => measures.remove(world.nobody, set!.setId)
		])
			expect(await code(refused())).toBe('sign_in_first');
	});

	it('is stored so that nobody without the person’s key can tell anything, and goes with the account', async () => {
		const { ctx, accountId } = await person(world);
		await measures.answer(ctx, here, filled(all(1, 2)), 'UTC');
		await measures.answer(ctx, { page: phq.page, version: 1 }, filled([0, 1, 2, 3]), 'UTC');
		await measures.keepDraft(ctx, here, filled([1]));
		const [one, two] = await boxes('answer_set', accountId);
		expect(one!.box.length).toBe(two!.box.length);
		expect(one!.box.toString('latin1')).not.toContain('pcl');
		expect(() => openSet(Buffer.alloc(32), one!)).toThrow();
		const [draft] = await boxes('answer_draft', accountId);
		expect(() => openDraft(Buffer.alloc(32), draft!)).toThrow();
		await accounts.endAccount(ctx);
		expect(await boxes('answer_set', accountId)).toEqual([]);
		expect(await boxes('answer_draft', accountId)).toEqual([]);
	});
});

describe('a half-filled set', () => {
	it('is kept only when asked for, comes back, and goes once it is whole', async () => {
		const { ctx } = await person(world);
		expect(await measures.begin(ctx, pcl.page)).toMatchObject({ kept: null, keptAt: null });
		await measures.keepDraft(ctx, here, filled([1, null, 3]));
		const two = [1, 2].map(() => measures.keepDraft(ctx, here, filled([1, null, 4])));
		expect(await Promise.all(two.map(code))).toEqual(['done', 'done']);
		expect((await measures.begin(ctx, pcl.page)).kept?.values).toEqual([1, null, 4]);
		expect((await measures.mine(ctx, pcl.page)).results).toEqual([]);
		expect(await measures.offered(ctx)).toMatchObject([{ isHalfFilled: true }, {}, {}]);
		await measures.answer(ctx, here, filled(all(1, 2)), 'UTC');
		expect((await measures.begin(ctx, pcl.page)).kept).toBeNull();
	});

	it('is nobody else’s, can be dropped, and is gone after its days', async () => {
		const [mine, other] = [await person(world), await person(world)];
		await measures.keepDraft(mine.ctx, here, filled([1]));
		expect((await measures.begin(other.ctx, pcl.page)).kept).toBeNull();
		await measures.dropDraft(other.ctx, pcl.page);
		await measures.sweep(world.system);
		expect((await measures.begin(mine.ctx, pcl.page)).kept).not.toBeNull();
		await measures.dropDraft(mine.ctx, pcl.page);
		await measures.dropDraft(mine.ctx, pcl.page);
		expect((await measures.begin(mine.ctx, pcl.page)).kept).toBeNull();
		await measures.keepDraft(mine.ctx, here, filled([1]));
		world.clock.pass(DRAFT_DAYS * day);
		expect((await measures.begin(mine.ctx, pcl.page)).kept).toBeNull();
		await measures.sweep(world.system);
		expect(await boxes('answer_draft', mine.accountId)).toEqual([]);
	});
});

describe('a form', () => {
	const typed = (of: typeof pcl, more: Record<string, string> = {}, isHalf = false) =>
		FilledInput(of, isHalf).safeParse({ once: newId(world.clock.now()), ...more });
	const fields = (result: ReturnType<typeof typed>) =>
		Object.keys(z.flattenError(result.error!).fieldErrors);
	const four = { q1: '0', q2: '1', q3: '2', q4: '3' };

	it('is read into numbers, in the order of the questions', () => {
		expect(typed(phq, four).data).toMatchObject({ values: [0, 1, 2, 3], gate: null, day: '' });
	});

	it('names what is open, and takes it as it is once somebody says so', () => {
		const { q3: _, ...three } = four;
		expect(fields(typed(phq, three))).toEqual(['q3']);
		expect(typed(phq, { ...three, gaps: 'yes' }).data?.values).toEqual([0, 1, null, 3]);
		expect(typed(phq, three, true).data?.values).toEqual([0, 1, null, 3]);
		// Nothing at all is no answer, whatever is said.
		expect(fields(typed(phq, { gaps: 'yes' }))).toEqual(['q1', 'q2', 'q3', 'q4']);
	});

	it('refuses what nobody can answer', () => {
		for (const q1 of ['4', '-1', '1.5', '1e0', 'x', '01', '٣'])
			expect(fields(typed(phq, { ...four, q1 }))).toEqual(['q1']);
		expect(fields(typed(phq, { ...four, day: '2026-02-31' }))).toEqual(['day']);
		expect(fields(typed(phq, { ...four, once: 'x' }))).toEqual(['once']);
	});

	it('asks no more after “no”, and forgets what stood below', () => {
		const no = typed(screen, { gate: 'no', q1: '1', q2: '1' }).data;
		expect(no).toMatchObject({ gate: false, values: [null, null, null, null, null] });
		const yes = { q1: '1', q2: '0', q3: '1', q4: '0', q5: '1' };
		expect(fields(typed(screen, yes))).toEqual(['gate']);
		expect(typed(screen, { ...yes, gate: 'yes' }).data).toMatchObject({ gate: true });
	});
});
