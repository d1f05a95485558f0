import { describe, expect, it } from 'vitest';
import { arcPath, ringFor, seats } from './ring.ts';

describe('seats round the ring', () => {
	it('puts the first person at the top and goes clockwise', () => {
		const [top, right, bottom, left] = seats(4);
		expect(top).toEqual({ x: 0, y: -144 });
		expect(right?.x).toBeCloseTo(138, 0);
		expect(bottom?.y).toBeCloseTo(144, 0);
		expect(left?.x).toBeCloseTo(-138, 0);
	});

	it('has no seats for nobody', () => {
		expect(seats(0)).toEqual([]);
	});

	it('grows downwards on a phone, and sideways for more than fit there', () => {
		expect(ringFor(10)).toEqual({ across: 138, width: 360, down: 144 });
		expect(ringFor(12, 1).down).toBeGreaterThan(ringFor(12).down);
		expect(ringFor(12, 2).down - ringFor(12, 1).down).toBeLessThan(
			ringFor(12, 1).down - ringFor(12).down
		);
		expect(ringFor(12).width).toBe(360);
		expect(ringFor(13).width).toBe(480);
	});

	it.each([2, 5, 10, 12, 16])('leaves room for a mark and a name between %i people', (people) => {
		const all = seats(people);
		all.forEach((one, index) => {
			const next = all[(index + 1) % people] ?? one;
			expect(Math.hypot(next.x - one.x, next.y - one.y)).toBeGreaterThan(62);
		});
	});
});

describe('the arc of time', () => {
	const centre = { x: 50, y: 50 };

	it('is empty at the end and whole at the start', () => {
		expect(arcPath(centre, 40, 0)).toBe('');
		expect(arcPath(centre, 40, 1)).toBe('M50 10A40 40 0 0 1 50 90A40 40 0 0 1 50 10');
	});

	it('runs clockwise from the top, the long way after the half', () => {
		expect(arcPath(centre, 40, 0.25)).toBe('M50 10A40 40 0 0 1 90 50');
		expect(arcPath(centre, 40, 0.75)).toBe('M50 10A40 40 0 1 1 10 50');
	});

	it('stays whole or empty when the clock runs over', () => {
		expect(arcPath(centre, 40, 1.2)).toBe(arcPath(centre, 40, 1));
		expect(arcPath(centre, 40, -0.2)).toBe('');
	});
});
