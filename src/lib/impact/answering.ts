/**
 * How long somebody waits for a first answer. Never about a person, and no reproach to anybody: it shows
 * where a group needs help. Small numbers are hidden as in every other figure.
 */
import { isSmall } from './suppress.ts';

/** Days that are looked at, up to a day ago: what was shared since may still be answered in time. */
export const CLOCK_DAYS = 28;

/** Counted in full; `figures` decides what of it is shown. */
export interface Answered {
	/** Shares that asked for something. */
	shares: number;
	/** Of these, with no answer within a day. */
	late: number;
	/** Who wrote those without and those with an answer within a day; somebody can be among both. */
	latePeople: readonly string[];
	soonPeople: readonly string[];
	/** Minutes within which half of all shares had an answer; null when fewer than half have one. */
	median: number | null;
}

export interface AnswerFigure {
	/** Null when so few people are behind it that somebody could be recognised. */
	shares: number | null;
	/** Null when hidden, or when fewer than half have an answer (`isSlow`). */
	median: number | null;
	isSlow: boolean;
	/** Of the shares, with no answer within a day. */
	late: number | null;
}
export interface GroupFigure extends AnswerFigure {
	groupId: string;
	name: string;
	/** A share waits there at this moment, for more than a day. */
	waits: boolean;
}
export interface AnswerClock {
	from: Date;
	until: Date;
	whole: AnswerFigure;
	groups: GroupFigure[];
}

type People = readonly string[];
/** Each of these numbers of people must be nobody, or many enough. */
const areFew = (parts: readonly People[]): boolean =>
	parts.some((people) => isSmall(new Set(people).size, 'inside'));
const partsOf = {
	all: ({ latePeople, soonPeople }: Answered): People[] => [[...latePeople, ...soonPeople]],
	late: ({ latePeople, soonPeople }: Answered): People[] => [[...latePeople], [...soonPeople]]
};

/**
 * Which rows may be shown, so that what is hidden cannot be worked out by taking the others from the whole:
 * while few people are behind all hidden rows together, the smallest shown one is hidden too. `whole` is
 * false when even that does not help.
 */
function safe<T extends Answered>(
	rows: readonly T[],
	parts: (row: Answered) => People[],
	mayShow: (row: T) => boolean
): { shown: Set<T>; whole: boolean } {
	const shown = new Set(rows.filter((row) => mayShow(row) && !areFew(parts(row))));
	const bySize = rows
		.filter((row) => row.shares > 0)
		.sort((a, b) => new Set(partsOf.all(a)[0]).size - new Set(partsOf.all(b)[0]).size);
	for (;;) {
		const hidden = bySize.filter((row) => !shown.has(row)).map(parts);
		const together = parts({ ...nothing }).map((_, i) => hidden.flatMap((row) => row[i]!));
		if (!areFew(together)) return { shown, whole: true };
		const next = bySize.find((row) => shown.has(row));
		if (!next) return { shown, whole: false };
		shown.delete(next);
	}
}
const nothing: Answered = { shares: 0, late: 0, latePeople: [], soonPeople: [], median: null };

/** The figures of all groups and of the whole, with small numbers hidden. */
export function figures<T extends Answered>(
	whole: Answered,
	groups: readonly T[]
): { whole: AnswerFigure; groups: Map<T, AnswerFigure> } {
	const all = safe(groups, partsOf.all, () => true);
	const late = safe(groups, partsOf.late, (row) => all.shown.has(row));
	const isShown = all.whole && !areFew(partsOf.all(whole));
	const isLate = isShown && late.whole && !areFew(partsOf.late(whole));
	return {
		whole: figure(whole, isShown, isLate),
		groups: new Map(
			groups.map((row) => [row, figure(row, all.shown.has(row), late.shown.has(row))])
		)
	};
}

function figure({ shares, median, late }: Answered, isShown: boolean, isLate: boolean) {
	if (!isShown) return { shares: null, median: null, isSlow: false, late: null };
	const isSlow = shares > 0 && median === null;
	return { shares, median, isSlow, late: isLate ? late : null };
}
