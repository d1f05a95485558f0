import { dayIn } from '#lib/words/times.ts';
import type { CheckIn } from './checkins.ts';
import { daysOf } from './calendar.ts';

/** What may have been different; its words are `checkins.better.on.…`. */
export const CONDITIONS = ['slept', 'practised', 'met', 'weekend'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** Better days and other days are only told apart when there are enough of both. */
export const LEAST_DAYS = 14;
export const LEAST_EACH = 5;

/** On how many of some days something was so. */
interface Count {
	times: number;
	of: number;
}
export interface Difference {
	condition: Condition;
	better: Count;
	other: Count;
}

/** My better days beside the other ones. */
export interface BetterDays {
	/** What I say on most days: half of the days are not above it. */
	usual: number;
	better: number;
	other: number;
	/** The largest difference first. */
	differences: Difference[];
}

/** Moments at which I did something that may belong to a better day. */
export interface Done {
	practised: readonly Date[];
	met: readonly Date[];
}

interface DayOfMine {
	rating: number;
	was: Record<Condition, boolean | null>;
}

/**
 * What was different on better days, in counts alone: days that I rated above what is usual for me, beside all
 * others. Null while there are fewer than 14 rated days, or fewer than five of either. It compares, and says
 * nothing of why.
 */
export function betterDays(
	checkIns: readonly CheckIn[],
	done: Done,
	zone: string
): BetterDays | null {
	const days = daysOfMine(checkIns, done, zone);
	if (days.length < LEAST_DAYS) return null;
	const usual = medianOf(days.map(({ rating }) => rating));
	const better = days.filter(({ rating }) => rating > usual);
	const other = days.filter(({ rating }) => rating <= usual);
	if (Math.min(better.length, other.length) < LEAST_EACH) return null;
	const differences = CONDITIONS.map((condition) => ({
		condition,
		better: countOf(better, condition),
		other: countOf(other, condition)
	}))
		// What was never so, or always, or asked too seldom, tells no difference.
		.filter((one) => Math.min(one.better.of, one.other.of) >= LEAST_EACH)
		.filter((one) => one.better.times + one.other.times > 0)
		.sort((a, b) => gapOf(b) - gapOf(a));
	return { usual, better: better.length, other: other.length, differences };
}

function daysOfMine(checkIns: readonly CheckIn[], done: Done, zone: string): DayOfMine[] {
	const on = (moments: readonly Date[]) => new Set(moments.map((at) => dayIn(at, zone)));
	const [practised, met] = [on(done.practised), on(done.met)];
	const slept = new Map<string, boolean>();
	// The newest comes first; how the night was is what was said of it last.
	for (const { at, sleep } of checkIns)
		if (sleep !== null && !slept.has(dayIn(at, zone)))
			slept.set(dayIn(at, zone), sleep === 'fairly' || sleep === 'well');
	const days: DayOfMine[] = [];
	for (const { date, rating } of daysOf(checkIns, zone).values()) {
		if (rating === null) continue;
		const weekday = new Date(`${date}T12:00:00Z`).getUTCDay();
		const was = {
			...{ slept: slept.get(date) ?? null, practised: practised.has(date), met: met.has(date) },
			weekend: weekday === 0 || weekday === 6
		};
		days.push({ rating, was });
	}
	return days;
}

function countOf(days: readonly DayOfMine[], condition: Condition): Count {
	const known = days.filter(({ was }) => was[condition] !== null);
	return { times: known.filter(({ was }) => was[condition]).length, of: known.length };
}

const shareOf = ({ times, of }: Count): number => times / of;
const gapOf = ({ better, other }: Difference): number => Math.abs(shareOf(better) - shareOf(other));

function medianOf(numbers: readonly number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
