import { afterAll, describe, expect, test } from 'vitest';
import { openWorld } from '#test/support/world.ts';
import { inTransaction } from './ctx.ts';
import { append, listen, readAfter, type Hint, type Stream } from './events.ts';
import { newId } from './ids.ts';

const world = await openWorld();
const newStream = (): Stream => ({ kind: 'meeting', id: newId() });
const add = (stream: Stream, kind: string) =>
	inTransaction(world.system, (tx) => append(tx, stream, kind));
const read = (stream: Stream, after = 0, limit?: number) =>
	inTransaction(world.system, (tx) => readAfter(tx, stream.id, after, limit));

describe('a stream', () => {
	test('counts its own events from one', async () => {
		const [a, b] = [newStream(), newStream()];
		expect([await add(a, 'opened'), await add(b, 'opened'), await add(a, 'ended')]).toEqual([
			1, 1, 2
		]);
		expect((await read(a)).map(({ seq, kind }) => [seq, kind])).toEqual([
			[1, 'opened'],
			[2, 'ended']
		]);
		expect(await read(a, 1)).toHaveLength(1);
	});
	test('has no gap and no double when many write at once', async () => {
		const stream = newStream();
		const seqs = await Promise.all(Array.from({ length: 40 }, () => add(stream, 'said')));
		expect(seqs.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
	});
	test('forgets a number that was taken in a transaction that failed', async () => {
		const stream = newStream();
		await inTransaction(world.system, async (tx) => {
			await append(tx, stream, 'opened');
			throw new Error('no');
		}).catch(() => {});
		expect(await add(stream, 'opened')).toBe(1);
	});
	test('is read in bounded pages', async () => {
		const stream = newStream();
		for (const kind of ['a', 'b', 'c']) await add(stream, kind);
		expect((await read(stream, 0, 2)).map(({ kind }) => kind)).toEqual(['a', 'b']);
	});
	test('is written only inside a transaction', async () => {
		await expect(append(world.system, newStream(), 'opened')).rejects.toThrow('transaction');
	});
	test('cannot be read or written by somebody who was not named', async () => {
		await expect(
			inTransaction(world.nobody, (tx) => append(tx, newStream(), 'opened'))
		).rejects.toThrow('row-level security');
		const stream = newStream();
		await add(stream, 'opened');
		const seen = await inTransaction(world.asAccount(newId()), (tx) => readAfter(tx, stream.id, 0));
		expect(seen).toEqual([]);
	});
});

test('a listener is told where to look, once the change is committed', async () => {
	const hints: Hint[] = [];
	let wake = () => {};
	const ready = new Promise<void>((resolve) => (wake = resolve));
	let heard = () => {};
	const first = new Promise<void>((resolve) => (heard = resolve));
	const listener = listen(world.url, (hint) => (hints.push(hint), heard()), wake);
	afterAll(() => listener.close());
	await ready;
	const stream = newStream();
	await inTransaction(world.system, async (tx) => {
		await append(tx, stream, 'opened');
		expect(hints).toEqual([]);
	});
	await first;
	expect(hints).toEqual([{ ...stream, seq: 1 }]);
});
