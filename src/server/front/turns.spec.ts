import { expect, test } from 'vitest';
import { openTurns } from './turns.ts';

const few = { atOnce: 2, mostWaiting: 3 };
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
	expect(turns.take('a')).toBe(false);
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
	while (turns.take('flood') !== false);
	expect([turns.take('b'), turns.take('b'), turns.take('c')]).toEqual([true, true, true]);
});

test('an asker is forgotten with the last of what they asked', async () => {
	const turns = openTurns(few);
	for (let n = 0; n < 1000; n++) expect(turns.take(`asker ${n}`)).toBe(true);
	expect(turns.askers).toBe(1000);
	for (let n = 0; n < 1000; n++) turns.end(`asker ${n}`);
	await round();
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
