import { describe, expect, test } from 'vitest';
import { answerOf } from './answer.ts';
import type { Programme, QuarterFigures } from './impact.ts';
import { hiddenRating, participantsFigure, ratingFigure } from './suppress.ts';

const tally = { answered: 96, better: 57, same: 28, worse: 11, alike: 0 };
const quarter: QuarterFigures = {
	...{ quarter: '2026-Q3', isClosed: true },
	from: new Date('2026-06-30T22:00:00Z'),
	until: new Date('2026-09-30T22:00:00Z'),
	figures: [
		participantsFigure({ participants: 132, belonged: 160 }, 'outside'),
		ratingFigure('resilience', tally, { eligible: 132, medianWeeks: 13.6 }, 'outside'),
		hiddenRating('coping', 'too_few')
	]
};
const programme: Programme = {
	...{ isDemonstration: true, timeZone: 'Europe/Berlin', quarters: ['2026-Q3'] },
	...{ chosen: quarter, history: [quarter] }
};
const answer = answerOf(programme, [quarter]);
const [participants, resilience, coping] = answer.quarters[0]!.figures;

describe('the public answer', () => {
	test('says whose numbers these are, and which are left out', () => {
		expect(answer).toMatchObject({ isDemonstration: true, fewestPeople: 10, roundedTo: 5 });
		expect(answer.notes.at(-1)).toContain('demonstration');
		expect(answerOf({ ...programme, isDemonstration: false }, []).notes).toHaveLength(3);
	});

	test('gives each figure its definition, numerator and denominator', () => {
		expect(participants).toMatchObject({ value: 130, numerator: 130, denominator: 160 });
		expect(participants!.definition).toContain('at least one meeting');
	});

	test('gives a share all that belongs to it, built on rounded numbers only', () => {
		expect(resilience).toMatchObject({
			...{ value: 0.58, numerator: 55, denominator: 95, hidden: null },
			interval: { level: 0.95, low: 0.48, high: 0.67 },
			ratings: {
				...{ better: 55, same: 30, worse: 10, notBetter: 40, eligible: 130 },
				...{ responseRate: 0.73, ifNoOtherWasBetter: 0.42, ifAllOthersWere: 0.69 },
				medianWeeksSinceJoining: 14
			}
		});
	});

	test('says why a figure is hidden, in words, and nothing else about it', () => {
		expect(coping).toMatchObject({ value: null, numerator: null, denominator: null });
		expect(coping!.hidden).toEqual({
			reason: 'too_few',
			words: expect.stringContaining('Fewer than 10 people')
		});
		expect(coping).not.toHaveProperty('ratings');
	});
});
