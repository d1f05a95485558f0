import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { inTransaction } from '#server/ctx.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { loadPlaces } from './load.ts';
import { places } from './places.ts';

const world = await openWorld();
await organisation(world, { country: 'US' });
const here = world.nobody;

const [searchBefore, loadedByVisitor] = await Promise.allSettled([
	places(here, { q: 'Berlin' }),
	loadPlaces(here)
]);
const loaded = await loadPlaces(world.system);

test('before the places are loaded, a search says that it has to wait', () => {
	expect(searchBefore).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
});

test('visitors cannot load, change or take away places', async () => {
	expect(String(loadedByVisitor.status === 'rejected' && loadedByVisitor.reason)).toContain(
		'row-level security'
	);
	for (const change of [
		sql`delete from place_name where searched = 'berlin'`,
		sql`update place_name set lat = 0 where searched = 'berlin'`,
		sql`delete from place_load`
	]) {
		const { numAffectedRows } = await inTransaction(here, ({ db }) => change.execute(db));
		expect(numAffectedRows).toBe(0n);
	}
});

const names = async (q: string, more: { near?: { lat: number; lng: number } } = {}) =>
	(await places(here, { q, ...more })).map(({ name, region, country }) =>
		[name, region, country].filter(Boolean).join(', ')
	);
const first = async (q: string) => (await names(q))[0];

test('all places of the packages are there', () => {
	expect(loaded.rows).toBeGreaterThan(160_000);
});

describe('a search finds', () => {
	test.each([
		['springfield il', 'Springfield, Illinois, US'],
		['Springfield, Massachusetts', 'Springfield, Massachusetts, US'],
		['portland, or', 'Portland, Oregon, US'],
		['portland me', 'Portland, Maine, US'],
		['washington dc', 'Washington, D.C., District of Columbia, US'],
		['new york', 'New York City, New York, US'],
		['New York NY', 'New York City, New York, US'],
		['london', 'London, England, GB'],
		['london ontario', 'London, Ontario, CA'],
		['birmingham', 'Birmingham, Alabama, US'],
		['birmingham uk', 'Birmingham, England, GB'],
		['paris france', 'Paris, Île-de-France, FR'],
		['münchen', 'Munich, Bavaria, DE'],
		['munchen', 'Munich, Bavaria, DE'],
		['MUNICH', 'Munich, Bavaria, DE'],
		['kobenhavn', 'Copenhagen, DK'],
		['Saint Louis', 'St. Louis, Missouri, US'],
		['st. john’s canada', "St. John's, Newfoundland and Labrador, CA"],
		['東京', 'Tokyo, JP'],
		['galway', 'Galway, Connacht, IE']
	])('%s', async (q, expected) => {
		expect(await first(q)).toBe(expected);
	});

	test.each([
		['lodnon', 'London, England, GB'],
		['berln', 'Berlin, Berlin, DE'],
		['sprngfield il', 'Springfield, Illinois, US'],
		['Los Angleles', 'Los Angeles, California, US'],
		['beach gardens', 'Palm Beach Gardens, Florida, US']
	])('%s, although it is written otherwise', async (q, expected) => {
		expect(await first(q)).toBe(expected);
	});

	test.each([['10001'], ['10001-1234'], ['10001, usa'], ['100011234']])(
		'the postcode %s, with the town it is near to',
		async (q) => {
			const [found] = await places(here, { q });
			expect(found).toEqual({
				...{ placeId: 'us-10001', name: '10001', kind: 'postcode', region: null, country: 'US' },
				...{ countryName: 'United States', nearTown: "Hell's Kitchen", population: 0 },
				...{ lat: expect.closeTo(40.75, 1), lng: expect.closeTo(-74, 1) }
			});
		}
	);

	test('places from two letters on', async () => {
		expect((await names('sa')).length).toBe(8);
		for (const name of await names('sa')) expect(name).toMatch(/^S(a|ã|á)/);
	});

	test('each place once, and as many as were asked for', async () => {
		const found = await places(here, { q: 'springfield', limit: 20 });
		expect(found.length).toBe(20);
		expect(new Set(found.map(({ placeId }) => placeId)).size).toBe(20);
		expect(await places(here, { q: 'springfield', limit: 1 })).toHaveLength(1);
	});

	test('what is around first, when it is told where', async () => {
		const near = { lat: 44.05, lng: -123.1 };
		expect((await names('springfield', { near }))[0]).toBe('Springfield, Oregon, US');
	});

	test('nothing where nothing is like it', async () => {
		expect(await names('qqqzzzxxy')).toEqual([]);
		expect(await names('springfield, atlantis')).toEqual([]);
		expect(await names('99999')).toEqual([]);
		expect(await names('%%')).toEqual([]);
		expect(await names('___')).toEqual([]);
		expect(await names(',,')).toEqual([]);
	});
});

describe('a search is refused', () => {
	test.each([
		['', 'required'],
		['   ', 'required'],
		['a', 'too_short'],
		['a'.repeat(81), 'too_long']
	])('for “%s”', async (q, problem) => {
		await expect(places(here, { q })).rejects.toMatchObject({
			...{ code: 'invalid', fields: { q: problem } }
		});
	});

	test('for a point that is not on earth, and more than twenty places', async () => {
		const wrong = places(here, { q: 'Berlin', near: { lat: 91, lng: 0 }, limit: 21 });
		await expect(wrong).rejects.toMatchObject({
			fields: { near: 'too_big', limit: 'too_big' }
		});
	});
});
