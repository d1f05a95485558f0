import type { RoomState } from './room.ts';
import { kindNow, nextInRound } from './room.ts';

const MINUTE = 60_000;

/** Where somebody stands in the round, as a sentence will say it. */
export type Turn =
	/** I hold the talking piece. */
	| { is: 'mine' }
	/** The piece lies in the middle and I may take it. */
	| { is: 'free' }
	/** The lead has not started the round yet. */
	| { is: 'not-begun' }
	| { is: 'passed' }
	| { is: 'had' }
	/** My turn comes after this person, and `between` others; they are told apart only up to one. */
	| { is: 'after'; who: string; between: number }
	/** There is no round in this part, or I only watch over it. */
	| { is: 'none' };

/** Who is still to come, in order, from the holder on. */
export function stillToCome(state: RoomState): string[] {
	const order: string[] = [];
	const held = state.holder === null ? [] : [state.holder];
	let ahead: RoomState = { ...state, done: [...state.done, ...held] };
	for (;;) {
		const next = nextInRound(ahead);
		if (next === null || order.includes(next)) return order;
		order.push(next);
		ahead = { ...ahead, holder: null, lastHolder: next, done: [...ahead.done, next] };
	}
}

export function turnOf(state: RoomState, me: string): Turn {
	if (kindNow(state) !== 'round' || state.stage !== 'running') return { is: 'none' };
	if (state.holder === me) return { is: 'mine' };
	if (state.passed.includes(me)) return { is: 'passed' };
	if (!state.roundBegun) return { is: 'not-begun' };
	if (state.holder === null) return { is: 'free' };
	if (state.done.includes(me)) return { is: 'had' };
	const ahead = [state.holder, ...stillToCome(state)];
	const place = ahead.indexOf(me);
	if (place < 1) return { is: 'none' };
	return { is: 'after', who: ahead[place - 1] ?? state.holder, between: place - 1 };
}

/** The moment up to which the part's clock has run: it stands still while the meeting rests. */
const clockOf = (state: RoomState, now: number): number => state.pause?.at ?? now;

/** Whole minutes left in this part, 0 when its time is over; null before the first part. */
export function minutesLeft(state: RoomState, now: number): number | null {
	if (state.partEndsAt === null || state.stage !== 'running') return null;
	return Math.max(0, Math.ceil((state.partEndsAt - clockOf(state, now)) / MINUTE));
}

/** How much of this part is left, 1 to 0; null before the first part. */
export function shareLeft(state: RoomState, now: number): number | null {
	const { partStartedAt, partEndsAt } = state;
	if (partStartedAt === null || partEndsAt === null || state.stage !== 'running') return null;
	const whole = partEndsAt - partStartedAt;
	const left = partEndsAt - clockOf(state, now);
	return whole <= 0 ? 0 : Math.min(1, Math.max(0, left / whole));
}

/** Whole minutes that the holder has had the piece. */
export function minutesHeld(state: RoomState, now: number): number {
	if (state.holderSince === null) return 0;
	return Math.max(0, Math.floor((clockOf(state, now) - state.holderSince) / MINUTE));
}

/**
 * When each part began, or will begin if nothing is shortened, by index. Before the first part it is counted
 * from the planned `start`, or from now when that is past.
 */
export function partTimes(
	state: RoomState,
	parts: readonly { minutes: number }[],
	start: number,
	now: number
): number[] {
	const { part, partStarts, partEndsAt } = state;
	let from = partEndsAt === null ? Math.max(start, now) : Math.max(partEndsAt, clockOf(state, now));
	return parts.map((each, index) => {
		const began = index <= part ? partStarts[index] : undefined;
		if (began !== undefined) return began;
		const begins = from;
		from += each.minutes * MINUTE;
		return begins;
	});
}
