import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fewest, type Audience } from './impact.ts';
import { participantsFigure, ratingFigure } from './suppress.ts';
import type { ItemTally } from './tally.ts';

const tally = (better: number, same: number, worse: number, alike = 0): ItemTally => ({
	...{ answered: better + same + worse, better, same, worse, alike }
});
const beside = { eligible: 400, medianWeeks: 13.6 };

describe('a share of people who say they are better', () => {
	test('comes with all that honest reporting needs', () => {
		const figure = ratingFigure('resilience', tally(57, 30, 9, 6), beside, 'inside');
		expect(figure).toMatchObject({ numerator: 57, denominator: 96, hidden: null, unit: 'share' });
		expect(figure.value).toBeCloseTo(0.594, 3);
		expect(figure.interval!.low).toBeCloseTo(0.494, 3);
		expect(figure.ratings).toEqual({
			...{ eligible: 400, responseRate: 0.24, same: 30, worse: 9, notBetter: 39, alike: 6 },
			...{ bounds: { low: 57 / 400, high: 361 / 400 }, medianWeeks: 14 }
		});
	});

	test.each([
		[tally(0, 0, 0), 'inside', 'nobody'],
		[tally(3, 1, 0), 'inside', 'too_few'],
		[tally(4, 20, 10), 'inside', 'too_few'],
		[tally(5, 20, 10), 'inside', null],
		[tally(5, 20, 10), 'outside', 'too_few'],
		[tally(20, 3, 1), 'inside', 'too_few_others'],
		[tally(20, 5, 0), 'inside', null],
		[tally(20, 5, 0), 'outside', 'too_few_others'],
		[tally(20, 0, 0), 'inside', null],
		[tally(0, 20, 0), 'inside', null]
	] as [ItemTally, Audience, string | null][])(
		'%j is for those %s: hidden %s',
		(counts, who, why) => {
			expect(ratingFigure('coping', counts, beside, who).hidden).toBe(why);
		}
	);

	test('what is hidden leaves no number behind', () => {
		const { value, numerator, denominator, interval, ratings } = ratingFigure(
			...(['coping', tally(3, 40, 1), beside, 'inside'] as const)
		);
		expect([value, numerator, denominator, interval, ratings]).toEqual(Array(5).fill(null));
	});

	test('a few who are worse are said together with those who are the same', () => {
		const { ratings } = ratingFigure('coping', tally(40, 8, 2), beside, 'inside');
		expect(ratings).toMatchObject({ same: null, worse: null, notBetter: 10 });
	});

	test('outside, everything is built on rounded numbers', () => {
		const figure = ratingFigure('resilience', tally(57, 28, 11), beside, 'outside');
		expect(figure).toMatchObject({ numerator: 55, denominator: 95, value: 55 / 95 });
		expect(figure.ratings).toMatchObject({ eligible: 400, same: 30, worse: 10, notBetter: 40 });
	});

	test('nobody small can be found by subtracting what is shown', () => {
		const people = fc.nat(40);
		fc.assert(
			fc.property(people, people, people, fc.boolean(), (better, same, worse, isInside) => {
				const who = isInside ? 'inside' : 'outside';
				const figure = ratingFigure('coping', tally(better, same, worse), beside, who);
				if (figure.hidden) return;
				const { ratings, numerator, denominator } = figure;
				const found = [numerator!, denominator! - numerator!, ratings!.same, ratings!.worse];
				const least = who === 'inside' ? fewest.inside : fewest.outside;
				for (const one of found)
					expect(one === null || one === 0 || one >= (isInside ? least : 5)).toBe(true);
				if (!isInside) for (const one of found) expect((one ?? 0) % 5).toBe(0);
			})
		);
	});
});

describe('participants', () => {
	const figure = (participants: number, belonged: number, who: Audience) =>
		participantsFigure({ participants, belonged }, who);
	test('are counted in full and said with how many could have come', () => {
		expect(figure(486, 541, 'inside')).toMatchObject({
			...{ value: 486, numerator: 486, denominator: 541, interval: null, hidden: null }
		});
	});
	test('are hidden when they are few; none at all is no secret', () => {
		expect(figure(4, 40, 'inside')).toMatchObject({ value: null, hidden: 'too_few' });
		expect(figure(9, 40, 'outside')).toMatchObject({ value: null, hidden: 'too_few' });
		expect(figure(0, 40, 'outside')).toMatchObject({ value: 0, hidden: null });
	});
	test('do not give away the few who never came', () => {
		expect(figure(30, 32, 'inside')).toMatchObject({ value: 30, denominator: null });
		expect(figure(30, 30, 'inside')).toMatchObject({ value: 30, denominator: 30 });
	});
	test('are rounded outside', () => {
		expect(figure(487, 541, 'outside')).toMatchObject({ value: 485, denominator: 540 });
	});
});
