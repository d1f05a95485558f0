import { expect, test } from 'vitest';
import { askedTogether } from './asked-together.ts';
import type { Ctx } from './ctx.ts';

const ctx = { db: {} } as unknown as Ctx;

test('those who ask while a question is under way are asked about together, each with their own answer', async () => {
	const asked: number[][] = [];
	const double = askedTogether<number, number>(async (_, many) => {
		asked.push([...many]);
		await Promise.resolve();
		return many.map((one) => one * 2);
	});
	const all = Array.from({ length: 600 }, (_, index) => index);
	expect(await Promise.all(all.map((one) => double(ctx, one)))).toEqual(all.map((one) => one * 2));
	expect(asked.map((many) => many.length)).toEqual([1, 250, 250, 99]);
	expect(await double(ctx, 7)).toBe(14);
});

test('a question that fails fails those who were asked about, and the next one is asked', async () => {
	const ask = askedTogether<string, string>((_, many) =>
		many.includes('bad') ? Promise.reject(new Error('gone')) : Promise.resolve(many)
	);
	const said = (one: string) => ask(ctx, one).catch((error: Error) => error.message);
	expect(await Promise.all(['first', 'bad', 'beside'].map(said))).toEqual([
		'first',
		'gone',
		'gone'
	]);
	expect(await said('later')).toBe('later');
});

test('each database has questions of its own', async () => {
	const other = { db: {} } as unknown as Ctx;
	const asked: Ctx[] = [];
	const ask = askedTogether<number, number>((of, many) => {
		asked.push(of);
		return Promise.resolve(many);
	});
	await Promise.all([ask(ctx, 1), ask(other, 2)]);
	expect(asked).toEqual([ctx, other]);
});
