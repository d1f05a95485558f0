import { expect, test } from 'vitest';
import { inTurn } from './turns.ts';

test('three searches go on at once, some wait for their turn, and a flood is asked to come again', async () => {
	let now = 0;
	let most = 0;
	const gates: (() => void)[] = [];
	const work = () =>
		inTurn(async () => {
			most = Math.max(most, ++now);
			await new Promise<void>((open) => gates.push(open));
			now -= 1;
		});
	const all = Array.from({ length: 40 }, () =>
		work().then(
			() => 'done',
			({ code }) => code as string
		)
	);
	for (let opened = 0; opened < 27; opened++) {
		await expect.poll(() => gates.length).toBeGreaterThan(opened);
		gates[opened]!();
	}
	const ends = await Promise.all(all);
	expect(most).toBe(3);
	expect(ends.filter((end) => end === 'done')).toHaveLength(27);
	expect(ends.filter((end) => end === 'unavailable')).toHaveLength(13);
});

test('work that fails gives its turn on', async () => {
	for (let i = 0; i < 10; i++)
		await expect(inTurn(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
	await expect(inTurn(() => Promise.resolve(1))).resolves.toBe(1);
});
