/**
 * Small numbers hidden, and whatever would give them away. See docs/decisions/0030-small-numbers.md.
 */
import {
	fewest,
	roundedTo,
	type Audience,
	type Figure,
	type HiddenReason,
	type RatingDetail,
	type RatingFigureName
} from './impact.ts';
import type { ItemTally } from './tally.ts';
import { wilson } from './wilson.ts';

/** Some people, but so few that somebody could be recognised. Nobody at all is no secret. */
export const isSmall = (people: number, audience: Audience): boolean =>
	people > 0 && people < fewest[audience];

/** As it is said to this audience. */
export const said = (people: number, audience: Audience): number =>
	audience === 'inside' ? people : Math.round(people / roundedTo) * roundedTo;

const shown = (people: number, audience: Audience): number | null =>
	isSmall(people, audience) ? null : said(people, audience);

/** Of how many; left out where subtracting would leave a few. */
const whole = (part: number, all: number, audience: Audience): number | null =>
	isSmall(all - part, audience) ? null : shown(all, audience);

export function participantsFigure(
	counts: { participants: number; belonged: number },
	audience: Audience
): Figure {
	const { participants, belonged } = counts;
	const value = shown(participants, audience);
	return {
		...{ name: 'participants', unit: 'people', value, numerator: value, interval: null },
		denominator: value === null ? null : whole(participants, belonged, audience),
		hidden: value === null ? 'too_few' : null,
		ratings: null
	};
}

/** The share of those who answered that say they are better, with all that honest reporting needs. */
export function ratingFigure(
	name: RatingFigureName,
	tally: ItemTally,
	beside: { eligible: number; medianWeeks: number | null },
	audience: Audience
): Figure {
	const hidden = whyHidden(tally, audience);
	if (hidden) return hiddenRating(name, hidden);
	const better = said(tally.better, audience);
	const answered = said(tally.answered, audience);
	return {
		...{ name, unit: 'share', value: better / answered, numerator: better },
		...{ denominator: answered, interval: wilson(better, answered), hidden: null },
		ratings: detail(tally, beside, audience)
	};
}

/** A rating figure that is not shown, and why. */
export const hiddenRating = (name: RatingFigureName, hidden: HiddenReason): Figure => ({
	...{ name, unit: 'share', value: null, numerator: null, denominator: null },
	...{ interval: null, hidden, ratings: null }
});

function whyHidden({ answered, better }: ItemTally, audience: Audience): HiddenReason | null {
	if (answered === 0) return 'nobody';
	if (isSmall(answered, audience) || isSmall(better, audience)) return 'too_few';
	return isSmall(answered - better, audience) ? 'too_few_others' : null;
}

function detail(
	tally: ItemTally,
	beside: { eligible: number; medianWeeks: number | null },
	audience: Audience
): RatingDetail {
	const { same, worse, alike } = tally;
	const better = said(tally.better, audience);
	const answered = said(tally.answered, audience);
	const eligible = Math.max(answered, said(beside.eligible, audience));
	// Together they are known by subtraction; apart only when neither is a few people.
	const apart = !isSmall(same, audience) && !isSmall(worse, audience);
	const alikeApart = apart && !isSmall(alike, audience) && !isSmall(same - alike, audience);
	const missing = eligible - answered;
	return {
		...{ eligible, responseRate: answered / eligible, notBetter: answered - better },
		same: apart ? said(same, audience) : null,
		worse: apart ? said(worse, audience) : null,
		alike: alikeApart ? said(alike, audience) : null,
		bounds: { low: better / eligible, high: (better + missing) / eligible },
		medianWeeks: beside.medianWeeks === null ? null : Math.round(beside.medianWeeks)
	};
}
