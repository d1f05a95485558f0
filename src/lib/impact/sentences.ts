import { say } from '#lib/words/words.ts';
import { fewest, type Audience, type Figure, type HiddenReason, type Quarter } from './impact.ts';

/** "July to September 2026", or "Jul–Sep 2026". */
export function sayQuarter(quarter: Quarter, length: 'long' | 'short' = 'long'): string {
	const values = { index: quarter.slice(-1), year: quarter.slice(0, 4) };
	return say(length === 'long' ? 'impact.quarter' : 'impact.quarter.short', values);
}

/** A share from 0 to 1: "75.0 %" inside; outside whole percents, which is all that rounding leaves. */
export function sayPercent(share: number, audience: Audience = 'inside'): string {
	const digits = audience === 'inside' ? 1 : 0;
	const number = (share * 100).toLocaleString('en', {
		...{ minimumFractionDigits: digits, maximumFractionDigits: digits }
	});
	return `${number} %`;
}

export const sayHidden = (reason: HiddenReason, audience: Audience = 'inside'): string =>
	say(`impact.hidden.${reason}`, { fewest: fewest[audience] });

/** The figure itself, large: "486", "75.0 %", "88 minutes"; null when hidden. */
export function sayValue({ value, unit }: Figure): string | null {
	if (value === null) return null;
	if (unit === 'share') return sayPercent(value);
	const whole = Math.round(value);
	return unit === 'minutes' ? say('impact.minutes', { count: whole }) : whole.toLocaleString('en');
}

/** The lines under a figure: what it is of, and what honest reporting needs beside it. */
export function explain(figure: Figure): { of: string; more: string[] } {
	if (figure.hidden) return { of: sayHidden(figure.hidden), more: [] };
	if (figure.ratings) return explainRating(figure);
	return explainCount(figure);
}

const percentOf = ({ numerator, denominator }: Figure) =>
	sayPercent(denominator ? (numerator ?? 0) / denominator : 0);

function explainCount(figure: Figure): { of: string; more: string[] } {
	const { name, interval } = figure;
	const [numerator, denominator] = [figure.numerator ?? 0, figure.denominator ?? 0];
	const of = { numerator, denominator, percent: percentOf(figure) };
	if (name === 'participants') {
		const alone = say('impact.participants.alone', { count: numerator });
		const words = denominator ? say('impact.participants.of', of) : alone;
		return { of: words, more: [say('impact.participants.more')] };
	}
	if (name === 'meetings_held') {
		const words = denominator ? say('impact.meetings.of', of) : say('impact.meetings.none');
		return { of: words, more: [say('impact.meetings.more'), ...sayBesides(figure)] };
	}
	if (name === 'average_length') {
		const words = say('impact.length.of', { minutes: numerator, meetings: denominator });
		const ends = interval && { low: interval.low.toFixed(1), high: interval.high.toFixed(1) };
		const sure = ends ? [say('impact.length.interval', ends)] : [];
		return { of: words, more: [...sure, say('impact.length.more')] };
	}
	const words = denominator ? say('impact.facilitators.of', of) : say('impact.facilitators.none');
	return { of: words, more: [say('impact.facilitators.more')] };
}

/** Planned meetings to which too few came, so that nobody takes them for held or for forgotten. */
function sayBesides({ besides }: Figure): string[] {
	const { openHours, tooFew } = besides ?? { openHours: 0, tooFew: 0 };
	const hours = openHours ? [say('impact.meetings.open_hours', { count: openHours })] : [];
	return tooFew ? [...hours, say('impact.meetings.too_few', { count: tooFew })] : hours;
}

function explainRating(figure: Figure): { of: string; more: string[] } {
	const [better, answered] = [figure.numerator ?? 0, figure.denominator ?? 0];
	const { same, worse, notBetter, eligible, responseRate, bounds, alike } = figure.ratings!;
	const split =
		same !== null && worse !== null
			? say('impact.rating.split', { better, same, worse })
			: say('impact.rating.merged', { better, others: notBetter });
	const more: string[] = [];
	if (figure.interval) more.push(say('impact.rating.interval', ends(figure.interval)));
	if (eligible !== null && responseRate !== null)
		more.push(say('impact.rating.rate', { answered, eligible, percent: sayPercent(responseRate) }));
	if (bounds) more.push(say('impact.rating.bounds', ends(bounds)));
	if (alike) more.push(say('impact.rating.alike', { count: alike }));
	return {
		of: `${say('impact.rating.of', { numerator: better, denominator: answered })} ${split}`,
		more
	};
}

const ends = ({ low, high }: { low: number; high: number }) => ({
	low: sayPercent(low),
	high: sayPercent(high)
});
