import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draw } from './drawing.ts';

const point = (day: string, number: number) => ({ day, number });

test('the band is ordinary change round the first answer, within what is possible', () => {
	const two = [point('2026-03-10', 46), point('2026-11-22', 35)];
	expect(draw(two, [0, 80], 15, 600).band).toMatchObject({ from: 31, to: 61 });
	expect(draw([point('2026-03-10', 5), two[1]!], [0, 80], 15, 600).band).toMatchObject({
		...{ from: 0, to: 20 }
	});
	expect(draw(two, [0, 12], null, 600).band).toBeNull();
});

test('days stand as far from each other as they were', () => {
	const three = ['2026-01-01', '2026-01-11', '2026-01-31'].map((day) => point(day, 10));
	const [a, b, c] = draw(three, [0, 80], 15, 600).dots;
	expect((b!.x - a!.x) * 2).toBeCloseTo(c!.x - b!.x, 0);
});

test('whatever the answers, everything is inside the picture, and names of days do not touch', () => {
	const numbers = fc.array(
		fc.record({ number: fc.integer({ min: 0, max: 80 }), at: fc.integer({ min: 0, max: 4000 }) }),
		{ minLength: 1, maxLength: 40 }
	);
	const tried = fc.property(numbers, fc.constantFrom(310, 600), (all, width) => {
		const days = all
			.sort((one, other) => one.at - other.at)
			.map(({ number, at }) =>
				point(new Date(Date.UTC(2020, 0, 1 + at)).toISOString().slice(0, 10), number)
			);
		const { dots, named, grid, band, height, left, right } = draw(days, [0, 80], 15, width);
		for (const { x, y } of dots) {
			expect(x).toBeGreaterThanOrEqual(left);
			expect(x).toBeLessThanOrEqual(right);
			expect(y).toBeGreaterThanOrEqual(20);
			expect(y).toBeLessThanOrEqual(height - 40);
		}
		expect(band!.y).toBeGreaterThanOrEqual(20);
		expect(band!.y + band!.height).toBeLessThanOrEqual(height - 40);
		expect(grid.length).toBeGreaterThanOrEqual(2);
		for (const [index, { x }] of named.entries())
			if (index > 0) expect(named[index - 1]!.x - x).toBeGreaterThanOrEqual(72);
	});
	fc.assert(tried);
});
