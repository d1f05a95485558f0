import { describe, expect, test } from 'vitest';
import { openTurns } from './turns.ts';

const inAll = { atOnce: 100, askers: 2000, waiting: 100, fewWaiting: 3 };
const few = { atOnce: 2, mostWaiting: 3, inAll };
/** Until all that came in was read. */
const round = () => new Promise<void>((resume) => setImmediate(resume));

test('an asker has so many in hand, some wait in order, and a flood is turned away', async () => {
	const turns = openTurns(few);
	expect([turns.take('a'), turns.take('a')]).toEqual([true, true]);
	const came: number[] = [];
	const waiting = [0, 1, 2].map(async (n) => {
		await turns.take('a');
		came.push(n);
	});
	expect(turns.take('a')).toBe('line_full');
	turns.end('a');
	await waiting[0];
	expect(came).toEqual([0]);
	expect(turns.take('a')).toBeInstanceOf(Promise);
	for (let n = 0; n < 2; n++) turns.end('a');
	await Promise.all(waiting);
	expect(came).toEqual([0, 1, 2]);
});

test('whoever else asks has turns of their own', () => {
	const turns = openTurns(few);
	while (turns.take('flood') !== 'line_full');
	expect([turns.take('b'), turns.take('b'), turns.take('c')]).toEqual([true, true, true]);
});

test('an asker is forgotten with the last of what they asked', async () => {
	const turns = openTurns(few);
	for (let n = 0; n < 1000; n++) void turns.take(`asker ${n}`);
	expect(turns.askers).toBe(1000);
	for (let n = 0; n < 1000; n++) turns.end(`asker ${n}`);
	await round();
	// Those who had to wait for a place have it now.
	for (let n = 100; n < 1000; n++) turns.end(`asker ${n}`);
	for (let n = 0; n < 20 && turns.askers > 0; n++) await round();
	expect(turns.askers).toBe(0);
	turns.end('never came');
	await round();
	expect(turns.askers).toBe(0);
	expect(turns.take('asker 1')).toBe(true);
});

test('what is done at once keeps its turn until all that came in was read', async () => {
	const turns = openTurns(few);
	const done: string[] = [];
	const ask = async (asker: string) => {
		await turns.take(asker);
		done.push(asker);
		turns.end(asker);
	};
	// As one round of the loop reads them: a flood first, whose pages take no waiting at all.
	const all = [...Array.from({ length: 5 }, () => 'flood'), 'stranger'].map((asker) => ask(asker));
	await Promise.resolve();
	expect(done).toEqual(['flood', 'flood', 'stranger']);
	await Promise.all(all);
	await round();
	expect([done.length, turns.askers]).toEqual([6, 0]);
});

describe('very many askers', () => {
	const crowd = {
		atOnce: 2,
		mostWaiting: 8,
		inAll: { atOnce: 3, askers: 4, waiting: 10, fewWaiting: 1 }
	};
	/** Takes as many turns as it is let, and notes who has theirs. */
	const opened = () => {
		const turns = openTurns(crowd);
		const had: string[] = [];
		const ask = (asker: string) => {
			const turn = turns.take(asker);
			if (turn === true) had.push(asker);
			else if (typeof turn !== 'string') void turn.then(() => had.push(asker));
			return turn;
		};
		return { turns, had, ask };
	};

	test('have so much under way together, and places go round from one to the next', async () => {
		const { turns, had, ask } = opened();
		for (const asker of ['a', 'a', 'b', 'b', 'b', 'b', 'c', 'd', 'c']) void ask(asker);
		expect(had).toEqual(['a', 'a', 'b']);
		for (const [ends, goesTo] of [
			['a', 'b'],
			['a', 'c'],
			['b', 'd'],
			['c', 'c'],
			['d', 'b'],
			['b', 'b']
		] as const) {
			turns.end(ends);
			await round();
			expect(had.at(-1)).toBe(goesTo);
		}
	});

	test('are turned away when there are too many, whoever is here is not, and later all are let in', async () => {
		const { turns, had, ask } = opened();
		for (const asker of ['a', 'b', 'c', 'd']) void ask(asker);
		expect(ask('e')).toBe('all_full');
		expect(ask('d')).toBeInstanceOf(Promise);
		expect(turns.askers).toBe(4);
		turns.end('a');
		await round();
		expect(had.at(-1)).toBe('d');
		expect(ask('e')).toBeInstanceOf(Promise);
	});

	test('have shorter lines when very much waits', () => {
		const { ask } = opened();
		for (let n = 0; n < 10; n++) void ask('a');
		expect(ask('a')).toBe('line_full');
		void ask('b');
		for (const asker of ['b', 'c']) expect(ask(asker)).toBeInstanceOf(Promise);
		// Ten wait: from now on one of each.
		expect([ask('b'), ask('c')]).toEqual(['line_full', 'line_full']);
		expect(ask('d')).toBeInstanceOf(Promise);
		expect(ask('d')).toBe('line_full');
	});
});
