import { beforeAll, describe, expect, test } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import { hour, minute } from '#server/clock.ts';
import { aListing, importAll, source } from '#test/support/directory.ts';
import { aGroup, group, type MadeGroup } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import type { DirectoryQuery } from '../inputs.ts';
import * as directory from './directory.ts';

const world = await openWorld();
const search = async (query: DirectoryQuery) => {
	await directory.catchUp(world.nobody);
	return directory.search(world.nobody, query, { timeZone: 'Europe/London' });
};
const namesOf = async (query: DirectoryQuery) =>
	(await search(query)).items.map(({ name }) => name).sort();
const problem = (query: object) =>
	directory
		.search(world.nobody, query as DirectoryQuery)
		.catch((error: { fields: object }) => error.fields);

let harbour: MadeGroup;
let sourceId: string;
beforeAll(async () => {
	await organisation(world);
	harbour = await group(world);
	({ sourceId } = await source(world, 'Lighthouse'));
	await importAll(world, sourceId, [
		aListing('berlin', { name: 'Café Morgenrot' }),
		aListing('late', {
			...{ name: 'Night owls', mode: 'online', place: null, at: null },
			times: [{ ...aListing('x').times[0]!, localTime: '23:00', timeZone: 'America/New_York' }]
		}),
		aListing('none', { name: 'By appointment', mode: 'phone', place: null, at: null, times: [] })
	]);
});

describe('a search', () => {
	test('finds our own groups beside those of others', async () => {
		const { total, items, facets } = await search({});
		expect(total).toBe(4);
		expect(facets.source).toEqual({ own: 1, Lighthouse: 3 });
		expect(items.find(({ groupId }) => groupId !== null)).toMatchObject({
			...{ listingId: harbour.groupId, groupId: harbour.groupId, source: 'own', seats: 'open' },
			...{ name: aGroup.name, organisation: 'Harbour House', mode: 'online', openness: 'request' },
			...{ isStale: false, next: [new Date('2026-11-24T18:00:00Z')] }
		});
	});
	test('by words in any part, with accents and typing mistakes', async () => {
		expect(await namesOf({ q: 'cafe' })).toEqual(['Café Morgenrot']);
		expect(await namesOf({ q: 'morgenort' })).toEqual(['Café Morgenrot']);
		expect(await namesOf({ q: 'harbour house' })).toEqual([aGroup.name]);
		expect(await namesOf({ q: 'violence home' })).toEqual([aGroup.name]);
	});
	test('by weekday and time in the reader’s zone', async () => {
		// Tuesday 23:00 in New York is Wednesday 04:00 in London.
		expect(await namesOf({ weekday: [3] })).toEqual(['Night owls']);
		expect(
			await namesOf({ weekday: [2], tz: 'America/New_York', from: '22:00', to: '02:00' })
		).toEqual(['Night owls']);
		expect(await namesOf({ weekday: [2], from: '17:30', to: '18:30' })).toEqual([
			'Café Morgenrot',
			aGroup.name
		]);
	});
	test('near a place, with how far it is', async () => {
		const { items, near } = await search({ near: '52.5, 13.4', within_km: '10' });
		expect(items.map(({ name, km }) => [name, Math.round(km!)])).toEqual([['Café Morgenrot', 4]]);
		expect(near).toEqual({ lat: 52.5, lng: 13.4, label: null });
	});
	test('near the town of our own group, whose coordinates are never those of the house', async () => {
		const town = { city: 'Leeds', country: 'GB', latitude: 53.8, longitude: -1.55 };
		const orchard = await group(world, {
			...{ name: 'Quiet orchard', meets: 'in_person', place: 'Mill Street Hall', where: town }
		});
		const near = () => search({ near: '53.8,-1.5', within_km: '10' });
		expect((await near()).items).toMatchObject([
			{
				...{ groupId: orchard.groupId, precision: 'approximate', at: { lat: 53.8, lng: -1.55 } },
				place: { name: 'Mill Street Hall', street: null, city: 'Leeds', country: 'GB' }
			}
		]);
		const { ctx } = orchard.coordinator;
		const details = await groups.details(ctx, orchard.groupId);
		await groups.change(ctx, details);
		expect((await near()).total).toBe(1);
		await groups.change(ctx, { ...details, where: null });
		expect((await near()).total).toBe(0);
		await groups.close(ctx, { groupId: orchard.groupId });
	});
	test('by what our own group costs and who leads it, from when it says so', async () => {
		const { ctx } = harbour.coordinator;
		const details = await groups.details(ctx, harbour.groupId);
		const asked = { cost: ['free' as const], led_by: ['peer' as const] };
		expect((await search(asked)).total).toBe(0);
		await groups.change(ctx, { ...details, cost: 'free', ledBy: 'peer' });
		const { items, facets } = await search(asked);
		expect(items).toMatchObject([{ groupId: harbour.groupId, cost: 'free', ledBy: 'peer' }]);
		expect([facets.cost, facets.led_by]).toEqual([{ free: 1 }, { peer: 1 }]);
		await groups.change(ctx, details);
		expect((await search(asked)).total).toBe(0);
	});
	test('goes on page after page, and loses none when time passes between', async () => {
		const many = await source(world, 'Many');
		const rows = Array.from({ length: 25 }, (_, i) => aListing(`m${i}`));
		await importAll(world, many.sourceId, rows);
		const query: DirectoryQuery = { source: ['many'], limit: 10 };
		const found = new Set<string>();
		let page = await search(query);
		for (;;) {
			for (const { listingId } of page.items) found.add(listingId);
			if (!page.nextCursor) break;
			world.clock.pass(minute);
			page = await search({ ...query, cursor: page.nextCursor });
		}
		expect(found.size).toBe(25);
		await directory.removeSource(world.system, many);
		expect((await search({})).total).toBe(4);
	});
});

describe('a change is found', () => {
	test('when seats go, by a word and no number', async () => {
		const small = await group(world, { name: 'Small circle', capacity: 4, entry: 'open' });
		const seats = async () => (await directory.listing(world.nobody, small.groupId)).seats;
		await search({});
		expect(await seats()).toBe('open');
		await small.member('Fern');
		await search({});
		expect(await seats()).toBe('few');
		for (const alias of ['Tide', 'Reed', 'Wren']) await small.member(alias);
		await search({});
		expect(await seats()).toBe('full');
		await groups.close(small.coordinator.ctx, { groupId: small.groupId });
		expect(await namesOf({ q: 'small circle' })).toEqual([]);
		await expect(directory.listing(world.nobody, small.groupId)).rejects.toMatchObject({
			status: 404
		});
	});
	test('when a meeting is called off', async () => {
		await search({});
		const { meetings } = await groups.comingMeetings(harbour.coordinator.ctx, harbour.groupId);
		await groups.cancelMeeting(harbour.coordinator.ctx, {
			...{ groupId: harbour.groupId, meetingId: meetings[0]!.meetingId }
		});
		await search({});
		const { next } = await directory.listing(world.nobody, harbour.groupId);
		expect(next).toEqual([new Date('2026-12-01T18:00:00Z')]);
	});
});

describe('a confidential group', () => {
	test('is nowhere, from the beginning or from when it becomes one', async () => {
		const refuge = await group(world, { name: 'Refuge circle', isConfidential: true });
		const before = await search({});
		expect(await namesOf({ q: 'refuge' })).toEqual([]);
		await expect(directory.listing(world.nobody, refuge.groupId)).rejects.toMatchObject({
			status: 404
		});
		expect(before.facets.source).toEqual({ own: 1, Lighthouse: 3 });

		const open = await group(world, { name: 'Garden circle' });
		expect(await namesOf({ q: 'garden circle' })).toEqual(['Garden circle']);
		const {
			isClosed: _,
			agreement: __,
			series: ___,
			facilitators: ____,
			...details
		} = await groups.details(open.coordinator.ctx, open.groupId);
		await groups.change(open.coordinator.ctx, { ...details, isConfidential: true });
		expect((await search({})).facets).toEqual(before.facets);
		expect(await directory.listingsByIds(world.nobody, [open.groupId, refuge.groupId])).toEqual([]);
	});
});

describe('what cannot be asked is said field by field', () => {
	test.each([
		[{ mode: ['by_boat'] }, { mode: 'choose' }],
		[
			{ experience: ['x'], audience: ['y'] },
			{ experience: 'choose', audience: 'choose' }
		],
		[{ near: '91,0' }, { near: 'near' }],
		[{ near: '0,181' }, { near: 'near' }],
		[{ near: 'here' }, { near: 'near' }],
		[{ near: '1e1,2' }, { near: 'near' }],
		[{ near: '0,0', within_km: '20038' }, { within_km: 'too_big' }],
		[{ near: '0,0', within_km: '-1' }, { within_km: 'too_small' }],
		[{ within_km: '5' }, { within_km: 'needs_near' }],
		[{ from: '25:00' }, { from: 'time' }],
		[{ from: '24:00' }, { from: 'time' }],
		[{ to: '24:01' }, { to: 'time' }],
		[{ tz: 'Mars/Olympus' }, { tz: 'zone' }],
		[{ tz: '+01:00' }, { tz: 'zone' }],
		[{ weekday: ['7'] }, { weekday: 'choose' }],
		[{ limit: '101' }, { limit: 'too_big' }],
		[{ limit: '0' }, { limit: 'too_small' }],
		[{ source: ['nobody'] }, { source: 'choose' }],
		[{ cursor: 'AAAA' }, { cursor: 'cursor' }],
		[{ cursor: 'a.b.c' }, { cursor: 'cursor' }],
		[{ q: 'a'.repeat(201) }, { q: 'too_long' }],
		[{ language: ['english'] }, { language: 'choose' }]
	])('%j', async (query, fields) => {
		expect(await problem(query)).toEqual(fields);
	});
	test('a cursor of another search, and one that is too old', async () => {
		const { nextCursor } = await search({ limit: 1 });
		expect(await problem({ q: 'harbour', cursor: nextCursor })).toEqual({ cursor: 'cursor' });
		world.clock.pass(2 * hour);
		expect(await problem({ limit: 1, tz: 'Europe/London', cursor: nextCursor })).toEqual({
			cursor: 'cursor_old'
		});
	});
	test('empty fields of a form are not asked', async () => {
		const empty = { q: '', near: '', from: '', weekday: [], mode: [] } as DirectoryQuery;
		expect((await search(empty)).total).toBe(4);
	});
});

describe('the guided match', () => {
	test('suggests with reasons, and says what would widen the choice', async () => {
		await directory.catchUp(world.nobody);
		const found = await directory.guidedMatch(
			world.nobody,
			{ experience: ['violence_at_home'], mode: ['in_person'], weekday: [2] },
			{ timeZone: 'Europe/London' }
		);
		expect(found.suggestions.map(({ listing }) => listing.name)).toEqual(['Café Morgenrot']);
		expect(found.suggestions[0]!.reasons.map(({ code }) => code)).toEqual([
			...['any_experience', 'mode', 'time', 'open']
		]);
		expect(found.widen.map(({ without }) => without)).toEqual(['how']);
		expect(found.widen[0]!.total).toBeGreaterThan(found.total);
	});
	test('may be answered with nothing at all', async () => {
		const found = await directory.guidedMatch(world.nobody, {});
		expect(found.total).toBe(4);
		expect(found.widen).toEqual([]);
	});
});

test('a link to a search is made on purpose, and means the same', async () => {
	const link = await directory.copyLink(
		world.nobody,
		{ mode: ['online', 'phone'], near: '52.5,13.4' },
		{ timeZone: 'Europe/London' }
	);
	expect(link).toBe('/?mode=online%2Cphone&near=52.5%2C13.4&tz=Europe%2FLondon');
});
