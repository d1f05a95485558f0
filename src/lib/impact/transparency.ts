/** How wrong things were put right in half a year: what is counted, and what of it is shown to whom. */
import { REPORT_REASONS, steps, thingKinds } from '#lib/safety/safety.ts';
import type { Audience, Half } from './impact.ts';
import { isSmall, said } from './suppress.ts';

/** How often something happened, and how many people are behind it. */
export interface Counted {
	many: number;
	people: number;
}

const priorityNames = ['first', 'second', 'third'] as const;
/**
 * What is counted, in the order in which it is read: a whole, and its parts. The parts of a whole add up to it, so
 * that one of them alone can be worked out.
 */
export const parts = {
	/** Reports, by what they are about. Behind them are those who reported. */
	reports_of: ['meeting', ...thingKinds],
	/** The same, by what comes first. */
	reports_priority: priorityNames,
	/** Of each of these: looked at within its target, or later. */
	first_on_time: ['within', 'late'],
	second_on_time: ['within', 'late'],
	third_on_time: ['within', 'late'],
	/** Reports after which nothing followed for anybody. */
	without: ['no_step', 'passed_on'],
	/** Decisions about somebody, by what was done. Behind them are those whom they concern. */
	decisions_step: steps,
	/** The same, by why. */
	decisions_reason: REPORT_REASONS,
	appeals: ['reversed', 'kept', 'open'],
	/** How often staff opened words of somebody for a review, by who they are. Behind it are those whose words they were. */
	opened: ['facilitator', 'coordinator']
} as const satisfies Record<string, readonly string[]>;
export type PartsName = keyof typeof parts;
export const partsNames = Object.keys(parts) as PartsName[];

/** Totals of half a year, exact, read by the system alone. What was not counted then is not there. */
export interface Whole {
	all: Counted;
	parts: Record<string, Counted>;
}
export type HalfTotals = Partial<Record<PartsName, Whole>>;

/** A number that is shown; null is one that is not, and never zero. */
export type Shown = number | null;
export interface ShownParts {
	name: PartsName;
	all: Shown;
	parts: { name: string; value: Shown }[];
}

/**
 * What of it is shown. A number with few people behind it is not; and where one part of a whole is not, the smallest
 * of the others is not either, because it could be worked out from the whole.
 */
export function shownHalf(totals: HalfTotals, audience: Audience): ShownParts[] {
	const figures = partsNames.map((name) => shownParts(name, totals[name], audience));
	const byPriority = figures.find(({ name }) => name === 'reports_priority')!;
	// What one table keeps back, another one must not say.
	return figures.map((figure) => {
		const of = byPriority.parts.find(({ name }) => figure.name === `${name}_on_time`);
		if (of?.value !== null) return figure;
		const kept = figure.parts.map(({ name }) => ({ name, value: null }));
		return { name: figure.name, all: null, parts: kept };
	});
}

function shownParts(name: PartsName, whole: Whole | undefined, audience: Audience): ShownParts {
	const names: readonly string[] = parts[name];
	if (!whole) return { name, all: null, parts: names.map((part) => ({ name: part, value: null })) };
	const { all, parts: counted } = whole;
	const given = names.map((part) => ({ part, ...(counted[part] ?? { many: 0, people: 0 }) }));
	const hidden = new Set(
		given.filter(({ people }) => isSmall(people, audience)).map(({ part }) => part)
	);
	if (hidden.size > 0) {
		const others = given.filter(({ part, many }) => !hidden.has(part) && many > 0);
		const [least] = others.sort((a, b) => a.many - b.many);
		if (least) hidden.add(least.part);
	}
	const shown = ({ many, people }: Counted) =>
		isSmall(people, audience) ? null : said(many, audience);
	return {
		name,
		all: shown(all),
		parts: given.map((one) => ({
			name: one.part,
			value: hidden.has(one.part) ? null : shown(one)
		}))
	};
}

/** Half a year as it is read. */
export interface HalfPage {
	audience: Audience;
	/** All that are published, newest first. */
	halves: Half[];
	half: Half | null;
	figures: ShownParts[];
	isDemonstration: boolean;
}
