import type { Audience, Figure, QuarterFigures, RatingFigureName, Quarter } from '../impact.ts';
import { bounds, isClosed } from '../quarters.ts';
import { hiddenRating, participantsFigure, ratingFigure } from '../suppress.ts';
import { intervalOfMean } from '../wilson.ts';
import type { Counts } from './counts.ts';
import type { Totals } from './published.ts';

/** The six figures of one quarter, with what this audience may not see left out. */
export function presentQuarter(
	quarter: Quarter,
	counted: { counts: Counts; ratings: Totals['ratings'] | null },
	seen: { zone: string; now: Date; audience: Audience }
): QuarterFigures {
	const { counts, ratings } = counted;
	const closed = isClosed(quarter, seen.zone, seen.now);
	const rating = (name: RatingFigureName): Figure => {
		if (!closed) return hiddenRating(name, 'quarter_open');
		if (!ratings) return hiddenRating(name, 'not_yet');
		const beside = { eligible: counts.participants, medianWeeks: ratings.medianWeeks };
		return ratingFigure(name, ratings.items[name], beside, seen.audience);
	};
	return {
		...{ quarter, ...bounds(quarter, seen.zone), isClosed: closed },
		figures: [
			participantsFigure(counts, seen.audience),
			rating('resilience'),
			rating('coping'),
			meetingsHeld(counts),
			averageLength(counts),
			trainedFacilitators(counts)
		]
	};
}

/** Meetings and staff are no secret: nobody can be recognised in them. */
const inFull = { interval: null, hidden: null, ratings: null } as const;

const meetingsHeld = ({ meetings: { held, planned, openHours, tooFew } }: Counts): Figure => ({
	...{ name: 'meetings_held', unit: 'meetings', value: held },
	...{ numerator: held, denominator: planned, ...inFull },
	besides: { openHours, tooFew }
});

function averageLength({ meetings: { held, minutes, deviation } }: Counts): Figure {
	if (held === 0) {
		const nothing = { value: null, numerator: 0, denominator: 0, ...inFull };
		return { name: 'average_length', unit: 'minutes', ...nothing, hidden: 'no_meeting' };
	}
	const mean = minutes / held;
	return {
		...{ name: 'average_length', unit: 'minutes', value: mean, ...inFull },
		...{ numerator: Math.round(minutes), denominator: held },
		interval: intervalOfMean(mean, deviation, held)
	};
}

const trainedFacilitators = ({ facilitators: { trained, all } }: Counts): Figure => ({
	...{ name: 'trained_facilitators', unit: 'people', value: trained },
	...{ numerator: trained, denominator: all, ...inFull }
});
