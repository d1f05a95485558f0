import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inTransaction } from '#server/ctx.ts';
import { openWorld } from '#test/support/world.ts';
import { roundCell } from '../../cell.ts';
import type { MapListing } from '../../map.ts';
import { shores } from './drawing.ts';
import { frameAround, inFrame } from './frame.ts';
import { mapFor } from './map.ts';
import { outlinesOf } from './outlines.ts';

const world = await openWorld();
const here = world.nobody;
await inTransaction(world.system, ({ db }) =>
	db
		.insertInto('place_name')
		.values(
			[
				{ name: 'Berlin', lat: 52.52437, lng: 13.41053, population: 3_426_354 },
				{ name: 'Potsdam', lat: 52.39886, lng: 13.06566, population: 145_292 },
				{ name: 'Suva', lat: -18.14161, lng: 178.44149, population: 77_366 },
				{ name: 'Apia', lat: -13.83333, lng: -171.76666, population: 40_407 }
			].map((town) => ({
				...{ ...town, place_id: `g${town.population}`, searched: town.name.toLowerCase() },
				...{ kind: 'city', country: 'DE', within: ' x' }
			}))
		)
		.execute()
);

let made = 0;
const listing = (lat: number, lng: number, more: Partial<MapListing> = {}): MapListing => ({
	...{ id: `listing-${++made}`, label: `Group ${made}`, precision: 'exact', lat, lng },
	...more
});
const size = { width: 380, height: 400 };
const map = async (...listings: MapListing[]) => (await mapFor(here, { listings, ...size }))!;

describe('a confidential place', () => {
	test('is not on the map, whatever else the listing says, and the others keep their numbers', async () => {
		const shown = await map(
			listing(52.5, 13.4),
			listing(52.9, 13.9, { id: 'hidden', label: 'Secret garden', precision: 'confidential' }),
			listing(52.39, 13.06)
		);
		expect(JSON.stringify(shown)).not.toMatch(/hidden|Secret garden/);
		expect(shown.rows.map(({ number }) => number)).toEqual([1, 3]);
	});

	test('changes nothing about where the others are drawn', async () => {
		const [a, b] = [listing(52.5, 13.4), listing(52.39, 13.06)];
		const hidden = listing(48, 2, { precision: 'confidential' });
		expect(await map(a, b, hidden)).toEqual(await map(a, b));
	});

	test('alone makes no map', async () => {
		expect(await map(listing(52.5, 13.4, { precision: 'confidential' }))).toBeNull();
		expect(await mapFor(here, { listings: [], ...size })).toBeNull();
	});
});

describe('a place that is told only roughly', () => {
	const rough = { precision: 'approximate' as const };

	test('is drawn in the middle of its cell, the same for every place in it', async () => {
		const cell = roundCell(52.51, 13.41);
		const [one, other] = [
			listing(52.51, 13.41, { ...rough, id: 'a', label: 'A' }),
			listing(cell.lat + 0.02, cell.lng - 0.02, { ...rough, id: 'a', label: 'A' })
		];
		expect(await map(one)).toEqual(await map(other));
	});

	test('is soft, wider than a pin, and never on less than 50 km', async () => {
		const shown = await map(listing(52.51, 13.41, rough));
		expect(shown.dots[0]).toMatchObject({ isApproximate: true, text: '1' });
		expect(shown.dots[0]!.soft).toBeGreaterThan(20);
		expect(shown.rows[0]!.isApproximate).toBe(true);
		for (const lat of [-80, -45, 0, 52, 70, 85])
			expect(frameAround([{ lat, lng: 10 }], 380, 400).km).toBeGreaterThan(49.9);
	});
});

describe('pins', () => {
	test('that would touch become one, with all that it holds', async () => {
		const shown = await map(
			...[listing(52.5, 13.4), listing(52.39, 13.06), listing(52.501, 13.401)],
			listing(52.502, 13.39)
		);
		expect(shown.dots.map(({ text, numbers }) => [text, numbers])).toEqual([
			['1 +2', [1, 3, 4]],
			['2', [2]]
		]);
	});

	test.each([
		['of a continent', [35, 60], [-10, 30]],
		['of the world', [-56, 77], [-168, 190]]
	] as const)(
		'%s never touch, are all within the picture, and lose nobody',
		async (_, lats, lngs) => {
			const range = ([min, max]: readonly [number, number]) => fc.double({ min, max, noNaN: true });
			const lng = range(lngs).map((at) => (at > 180 ? at - 360 : at));
			const place = fc.record({ lat: range(lats), lng });
			await fc.assert(
				fc.asyncProperty(fc.array(place, { minLength: 1, maxLength: 40 }), async (places) => {
					const { dots, width, height } = await map(
						...places.map(({ lat, lng }) => listing(lat, lng))
					);
					expect(dots.flatMap(({ ids }) => ids).length).toBe(places.length);
					for (const [index, dot] of dots.entries()) {
						expect(dot.x - dot.half).toBeGreaterThan(0);
						expect(dot.x + dot.half).toBeLessThan(width);
						expect(dot.y).toBeGreaterThan(17);
						expect(dot.y).toBeLessThan(height - 17);
						for (const other of dots.slice(index + 1)) {
							const apartX = Math.abs(other.x - dot.x) - dot.half - other.half;
							expect(Math.max(apartX, Math.abs(other.y - dot.y) - 34)).toBeGreaterThan(0);
						}
					}
				}),
				{ numRuns: 30 }
			);
		}
	);
});

describe('the frame', () => {
	test('goes over the end of the plane where the islands do', async () => {
		const shown = await map(listing(-18.14, 178.44), listing(-13.83, -171.76));
		const [suva, apia] = shown.dots;
		expect(suva!.x).toBeLessThan(apia!.x);
		expect(shown.scale!.km).toBeGreaterThanOrEqual(200);
		expect(shown.towns.map(({ name }) => name).sort()).toEqual(['Apia', 'Suva']);
	});

	test('of places all over the world is the world as people know it', async () => {
		const shown = await map(listing(51, 0), listing(-33, 151), listing(40, -74));
		expect(shown.height).toBeLessThan(shown.width);
		expect(shown.scale).toBeNull();
		expect(shown.dots[2]!.x).toBeLessThan(shown.dots[0]!.x);
		expect(shown.dots[0]!.x).toBeLessThan(shown.dots[1]!.x);
	});

	test('holds all of the ring that was searched', async () => {
		const ring = { lat: 52.5, lng: 13.4, km: 60 };
		const shown = (await mapFor(here, { listings: [listing(52.5, 13.4)], ...size, ring }))!;
		expect(shown.ring!.x - shown.ring!.radius).toBeGreaterThan(0);
		expect(shown.ring!.y + shown.ring!.radius).toBeLessThan(400);
		expect((shown.ring!.radius / shown.scale!.width) * shown.scale!.km).toBeCloseTo(60, -1);
	});

	test('shows a ring without listings, and no map for what is not on earth', async () => {
		const ring = { lat: 52.5, lng: 13.4, km: 10 };
		expect((await mapFor(here, { listings: [], ...size, ring }))!.dots).toEqual([]);
		expect(await map(listing(NaN, 4), listing(91, 4), listing(4, 181))).toBeNull();
	});
});

describe('names of towns', () => {
	test('are those in the frame, the largest first', async () => {
		const shown = await map(listing(52.45, 13.2));
		expect(shown.towns.map(({ name, isMain }) => [name, isMain])).toEqual([
			['Berlin', true],
			['Potsdam', false]
		]);
	});

	test('stand beside the pin that hides their town', async () => {
		const shown = await map(listing(52.52437, 13.41053));
		const [dot, berlin] = [shown.dots[0]!, shown.towns[0]!];
		expect(berlin.name).toBe('Berlin');
		expect(Math.abs(berlin.textY - dot.y)).toBeGreaterThan(17);
	});
});

describe('outlines', () => {
	const at = (frame: Parameters<typeof shores>[1], lat: number, lng: number) =>
		inFrame(frame, { lat, lng });

	test.each([
		['110m', 0, 0, 170],
		['50m', 50, 5, 8],
		['10m', 50.82, -0.14, 0.3],
		['10m', 52.5, 13.4, 0.3],
		['10m', 68, 180, 3]
	] as const)('of %s at %d, %d are land where there is land', async (detail, lat, lng, far) => {
		const { land } = await outlinesOf(detail);
		const corners = [
			{ lat: Math.max(-60, lat - far), lng: lng - far },
			{ lat: Math.min(75, lat + far), lng: lng + far }
		];
		const frame = frameAround(corners, 380, 400);
		const rings = readPath(shores(land, frame));
		for (const { lat, lng, isLand } of known) {
			const { x, y } = at(frame, lat, lng);
			if (x < 0 || y < 0 || x > frame.width || y > frame.height) continue;
			expect(isInside(rings, x, y), `${lat}, ${lng}`).toBe(isLand);
		}
	});

	const known = [
		{ lat: 52.5, lng: 13.4, isLand: true },
		{ lat: 52.4, lng: 13.1, isLand: true },
		{ lat: 48.85, lng: 2.35, isLand: true },
		{ lat: 50.9, lng: -0.1, isLand: true },
		{ lat: 50.6, lng: -0.1, isLand: false },
		{ lat: 55, lng: 4, isLand: false },
		{ lat: 67.5, lng: 178, isLand: true },
		{ lat: 67, lng: -176, isLand: true },
		{ lat: 70.7, lng: 175, isLand: false },
		{ lat: -25, lng: 134, isLand: true },
		{ lat: 0, lng: -30, isLand: false },
		{ lat: -55, lng: 100, isLand: false },
		{ lat: 40, lng: -100, isLand: true },
		{ lat: 64, lng: 100, isLand: true }
	];
});

type Ring = [number, number][];

/** Reads back what was written: M with one point, then steps. */
function readPath(path: string): Ring[] {
	return path
		.split('M')
		.slice(1)
		.map((ring) => {
			const [start = '', steps = ''] = ring.replace('z', '').split('l');
			const numbers = (text: string) => (text.match(/-?(\d+(\.\d+)?|\.\d+)/g) ?? []).map(Number);
			let [x = 0, y = 0] = numbers(start);
			const points: Ring = [[x, y]];
			const all = numbers(steps);
			for (let at = 0; at < all.length; at += 2)
				points.push([(x += all[at]!), (y += all[at + 1]!)]);
			return points;
		});
}

/** By the even-odd rule, as the picture is filled. */
function isInside(rings: readonly Ring[], x: number, y: number): boolean {
	let crossings = 0;
	for (const ring of rings)
		for (const [index, [x1, y1]] of ring.entries()) {
			const [x2, y2] = ring[(index + 1) % ring.length]!;
			if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) crossings++;
		}
	return crossings % 2 === 1;
}
