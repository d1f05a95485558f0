import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roundCell } from './cell.ts';

const lat = fc.double({ min: -90, max: 90, noNaN: true });
const lng = fc.double({ min: -180, max: 180, noNaN: true });

/** Kilometres on a sphere. */
function apart(a: { lat: number; lng: number }, b: { lat: number; lng: number }): number {
	const [one, other, turn] = [a.lat, b.lat, a.lng - b.lng].map((d) => (d * Math.PI) / 180) as [
		number,
		number,
		number
	];
	const half = Math.sin((one - other) / 2) ** 2;
	const along = Math.cos(one) * Math.cos(other) * Math.sin(turn / 2) ** 2;
	return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(half + along)));
}

describe('where somebody is, rounded before it is sent', () => {
	test('is less than 4.1 km from where they are', () => {
		fc.assert(fc.property(lat, lng, (lat, lng) => apart({ lat, lng }, roundCell(lat, lng)) < 4.1));
	});

	test('does not change when it is rounded again', () => {
		fc.assert(
			fc.property(lat, lng, (lat, lng) => {
				const once = roundCell(lat, lng);
				expect(roundCell(once.lat, once.lng)).toEqual(once);
			})
		);
	});

	test('is the same for all in a cell, so that nobody in it can be told apart', () => {
		const cells = new Set<string>();
		for (let step = 0; step < 1000; step++)
			cells.add(JSON.stringify(roundCell(52.51 + (step % 30) / 1000, 13.4 + step / 50_000)));
		expect(cells.size).toBe(1);
	});

	test('is a place on earth at its ends too', () => {
		for (const [lat, lng] of [
			[90, 0],
			[-90, 180],
			[0, 180],
			[0, -180],
			[89.99, -179.99]
		] as const) {
			const cell = roundCell(lat, lng);
			expect(Math.abs(cell.lat)).toBeLessThan(90);
			expect(Math.abs(cell.lng)).toBeLessThan(180);
		}
		expect(roundCell(0, 180)).toEqual(roundCell(0, -180));
	});
});
