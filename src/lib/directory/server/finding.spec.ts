import { describe, expect, test } from 'vitest';
import { aListing, importAll, source } from '#test/support/directory.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { loadTowns } from '#test/support/places.ts';
import { openWorld } from '#test/support/world.ts';
import * as directory from './directory.ts';

const world = await openWorld();
await organisation(world);
const unloaded = await directory
	.whichPlace(world.nobody, 'Berlin')
	.catch((error: unknown) => error);
await loadTowns(world);
await group(world);
await group(world, { name: 'Hidden lamp', isConfidential: true, entry: 'invitation' });
const { sourceId } = await source(world);
const online = { mode: 'online', place: null, at: null } as const;
const [time] = aListing('x').times;
await importAll(world, sourceId, [
	aListing('tuesday'),
	...['a', 'b', 'c', 'd'].map((key) =>
		aListing(key, {
			...online,
			times: [{ ...time!, rule: { freq: 'weekly', interval: 1, weekdays: [4] } }]
		})
	),
	aListing('late', {
		...online,
		times: [{ ...time!, localTime: '23:30', timeZone: 'America/New_York' }]
	})
]);
await directory.catchUp(world.nobody);

describe('a place that somebody types', () => {
	const which = async (typed: string) => {
		const { place, others } = await directory.whichPlace(world.nobody, typed);
		return [place?.region ?? null, others.length];
	};
	test('is taken when it is by far the largest of its name, or the only one', async () => {
		expect(await which('berlin')).toEqual(['Berlin', 1]);
		expect(await which('Springfield, Illinois')).toEqual(['Illinois', 0]);
	});
	test('is asked back when several are as likely', async () => {
		expect(await which('Springfield')).toEqual([null, 3]);
	});
	test('is asked back when it is a postcode that is also one of the organisation’s country', async () => {
		expect(await which('10115')).toEqual([null, 1]);
		const { place } = await directory.whichPlace(world.nobody, '10115, United States');
		expect(place).toMatchObject({ kind: 'postcode', country: 'US', nearTown: 'Manhattan' });
		const search = (typed: string) => directory.search(world.nobody, { place: typed });
		await expect(search('10115')).rejects.toMatchObject({ fields: { place: 'place_unknown' } });
		expect((await search('10115, United States')).near).toMatchObject({ lat: 40.811 });
		await expect(directory.townWhere(world.nobody, '10115')).rejects.toMatchObject({
			fields: { town: 'place_unknown' }
		});
	});
	test('is refused in words when nothing is called so, or nothing is known yet', async () => {
		await expect(which('Qwxzzzt')).rejects.toMatchObject({ fields: { place: 'place_unknown' } });
		expect(unloaded).toMatchObject({ fields: { place: 'places_loading' } });
	});
});

test('how far is said as on the roads of the place, else of the organisation', async () => {
	const around = (place: string | null) => directory.unitAround(world.nobody, place);
	const { near } = await directory.search(world.nobody, { place: 'Springfield, Illinois' });
	expect([await around(near!.label), await around(null)]).toEqual(['mi', 'km']);
	const { place } = await directory.guidedMatch(world.nobody, { place: 'Springfield, Illinois' });
	expect(await around(place)).toBe('mi');
});

describe('the week of what is found', () => {
	const reader = { timeZone: 'Europe/Berlin', showIn: 'Europe/Berlin' };
	const namesOn = async (query: object) => {
		const week = await directory.week(world.nobody, query, reader);
		return week.map(({ day, meetings, hasMore }) => [
			day.slice(8),
			meetings.map(({ at }) => at.toISOString().slice(11, 16)),
			hasMore
		]);
	};
	test('has seven days from today on, on the reader’s calendar, and says where more is', async () => {
		expect(await namesOn({})).toEqual([
			...[
				['22', [], false],
				['23', [], false]
			],
			['24', ['18:00', '18:00'], false],
			['25', ['04:30'], false],
			['26', ['18:00', '18:00', '18:00'], true],
			...[
				['27', [], false],
				['28', [], false]
			]
		]);
	});
	test('keeps to the hours and the place that were asked for', async () => {
		const some = (await namesOn({ from: '22:00', to: '06:00' })).filter(
			([, at]) => (at as string[]).length > 0
		);
		expect(some).toEqual([['25', ['04:30'], false]]);
		const near = await namesOn({ near: '52.5,13.4', nearest: 5 });
		expect(near.filter(([, at]) => (at as string[]).length > 0)).toEqual([
			['24', ['18:00'], false]
		]);
	});
	test('names no confidential group', async () => {
		const week = await directory.week(world.nobody, {}, reader);
		expect(JSON.stringify(week)).not.toContain('Hidden lamp');
		expect(await directory.howMany(world.nobody, { q: 'hidden lamp' })).toBe(0);
	});
});

test('the edition moves on when a search may be answered otherwise, and only then', async () => {
	await directory.catchUp(world.nobody);
	const before = directory.edition(world.nobody);
	await directory.catchUp(world.nobody);
	expect(directory.edition(world.nobody)).toBe(before);
	await group(world, { name: 'Another lamp' });
	await directory.catchUp(world.nobody);
	expect(directory.edition(world.nobody)).not.toBe(before);
});
