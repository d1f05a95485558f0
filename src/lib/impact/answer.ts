import { say } from '#lib/words/words.ts';
import { fewest, roundedTo, type Figure, type Programme, type QuarterFigures } from './impact.ts';
import { sayHidden } from './sentences.ts';

const round = (value: number, digits: number) => Number(value.toFixed(digits));
const orNull = (value: number | null, digits: number) =>
	value === null ? null : round(value, digits);

/**
 * What `GET /api/v1/impact` answers. Shares and rates are fractions of 1 with two places, which is all
 * that rounded counts carry; times are ISO 8601.
 */
export const answerOf = (programme: Programme, quarters: readonly QuarterFigures[]) => ({
	isDemonstration: programme.isDemonstration,
	timeZone: programme.timeZone,
	fewestPeople: fewest.outside,
	roundedTo,
	notes: [
		say('impact.note.works'),
		say('impact.note.rounding', { step: roundedTo, fewest: fewest.outside }),
		say('impact.cannot.more'),
		...(programme.isDemonstration ? [say('impact.demonstration')] : [])
	],
	quarters: quarters.map((one) => ({
		quarter: one.quarter,
		from: one.from.toISOString(),
		until: one.until.toISOString(),
		isClosed: one.isClosed,
		figures: one.figures.map(figureOf)
	}))
});

function figureOf(figure: Figure) {
	const { name, unit, value, numerator, denominator, interval, hidden, ratings, besides } = figure;
	const digits = unit === 'share' ? 2 : unit === 'minutes' ? 1 : 0;
	return {
		...{ name, title: say(`impact.name.${name}`), definition: say(`impact.definition.${name}`) },
		...{ unit, value: orNull(value, digits), numerator, denominator },
		interval: interval && {
			...{ level: 0.95, low: round(interval.low, digits), high: round(interval.high, digits) }
		},
		hidden: hidden && { reason: hidden, words: sayHidden(hidden, 'outside') },
		...(besides && { besides }),
		...(ratings && {
			ratings: {
				...{ better: numerator, same: ratings.same, worse: ratings.worse },
				...{ notBetter: ratings.notBetter, sameAnswerToAll: ratings.alike },
				...{ answered: denominator, eligible: ratings.eligible },
				responseRate: orNull(ratings.responseRate, 2),
				ifNoOtherWasBetter: orNull(ratings.bounds?.low ?? null, 2),
				ifAllOthersWere: orNull(ratings.bounds?.high ?? null, 2),
				medianWeeksSinceJoining: ratings.medianWeeks
			}
		})
	};
}
