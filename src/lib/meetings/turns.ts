import type { RoomState, Spoken } from './room.ts';
import { isInCircle, kindNow } from './room.ts';
import { stillToCome } from './turn-order.ts';

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
	/** I asked to be come back to, and nobody is between. */
	| { is: 'deferred' }
	/** Open sharing: I may ask for a turn. */
	| { is: 'may-ask' }
	/** I am not in the circle. */
	| { is: 'elsewhere' }
	/** My turn comes after this person, and `between` others; they are told apart only up to one. */
	| { is: 'after'; who: string; between: number }
	/** There is no round in this part, or I only watch over it. */
	| { is: 'none' };

export function turnOf(state: RoomState, me: string): Turn {
	if (kindNow(state) !== 'round' || state.stage !== 'running') return { is: 'none' };
	if (!isInCircle(state, me)) return { is: 'elsewhere' };
	if (state.holder === me) return { is: 'mine' };
	if (state.passed.includes(me)) return { is: 'passed' };
	if (!state.roundBegun) return { is: 'not-begun' };
	if (state.holder === null) return { is: 'free' };
	const ahead = [state.holder, ...stillToCome(state)];
	const place = ahead.indexOf(me);
	if (place > 0) return { is: 'after', who: ahead[place - 1] ?? state.holder, between: place - 1 };
	if (state.mode !== 'go-round') return { is: 'may-ask' };
	if (state.done.includes(me)) return { is: 'had' };
	return { is: state.deferred.includes(me) ? 'deferred' : 'none' };
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

/** Milliseconds that the holder has had the piece; it stands still while the meeting rests. */
export const heldFor = (state: RoomState, now: number): number =>
	state.holderSince === null ? 0 : Math.max(0, clockOf(state, now) - state.holderSince);

/** Milliseconds left of the turn as it was meant; less than none when it is over; null when nobody counts. */
export const turnLeft = (state: RoomState, now: number): number | null =>
	state.holder === null || state.turnMinutes === null
		? null
		: state.turnMinutes * MINUTE - heldFor(state, now);

/** How much somebody has spoken, with the turn that runs. */
export function spokenBy(state: RoomState, id: string, now: number): Spoken {
	const { turns, milliseconds } = state.spoken[id] ?? { turns: 0, milliseconds: 0 };
	return state.holder === id
		? { turns: turns + 1, milliseconds: milliseconds + heldFor(state, now) }
		: { turns, milliseconds };
}

/** Whole minutes that the holder has had the piece. */
export const minutesHeld = (state: RoomState, now: number): number =>
	Math.floor(heldFor(state, now) / MINUTE);

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
