import { describe, expect, test } from 'vitest';
import { explain, sayHidden, sayPercent, sayQuarter, sayValue } from './sentences.ts';
import { hiddenRating, participantsFigure, ratingFigure } from './suppress.ts';

const tally = { answered: 312, better: 251, same: 43, worse: 18, alike: 6 };
const share = ratingFigure('resilience', tally, { eligible: 486, medianWeeks: 14 }, 'inside');

describe('a figure in words', () => {
	test('says of how many, who was worse, how sure we are and what is unknown', () => {
		expect(sayValue(share)).toBe('80.4 %');
		expect(explain(share)).toEqual({
			of: '251 of 312 who answered. Better 251, the same 43, worse 18.',
			more: [
				'Very likely between 75.7 % and 84.5 % (95 % interval).',
				'312 of 486 participants answered (64.2 %).',
				'If all others were no better: 51.6 %; if all were: 87.4 %.',
				'6 gave the same answer to every question and count as no change.'
			]
		});
	});

	test('says why it is hidden, and no number', () => {
		const hidden = hiddenRating('coping', 'too_few');
		expect(sayValue(hidden)).toBeNull();
		expect(explain(hidden)).toEqual({ of: sayHidden('too_few'), more: [] });
		expect(sayHidden('too_few')).toContain('Fewer than 5 people');
		expect(sayHidden('too_few', 'outside')).toContain('Fewer than 10 people');
	});

	test('of people does without the whole where that would give a few away', () => {
		const figure = participantsFigure({ participants: 30, belonged: 32 }, 'inside');
		expect(explain(figure).of).toBe('30 people came to at least one meeting.');
	});
});

test('quarters are named by their months', () => {
	expect([sayQuarter('2026-Q3'), sayQuarter('2026-Q4', 'short')]).toEqual([
		'July to September 2026',
		'Oct–Dec 2026'
	]);
});

test('outside, a share has no more digits than rounding leaves', () => {
	expect([sayPercent(0.806), sayPercent(0.806, 'outside')]).toEqual(['80.6 %', '81 %']);
});
