import { isInCircle, type RoomState } from './room-state.ts';

/** Members and the companion can be come to; the lead opens the round and is left out. */
const canHold = (state: RoomState, id: string): boolean =>
	id !== state.lead && id !== state.holder && isInCircle(state, id);

/**
 * Whom the piece comes to next when it is laid down, or null: then it lies in the middle.
 * - `go-round`: the next seat that had no turn and did not pass; at the end those who asked to be come
 *   back to, in the order of asking.
 * - `open`: of those who ask, who has spoken least; equal ones in the order of asking.
 * - `popcorn`: nobody by itself, the holder chooses.
 */
export function nextTurn(state: RoomState): string | null {
	if (state.mode === 'popcorn') return null;
	return state.mode === 'open' ? nextOfAsking(state) : nextInRound(state);
}

/** In the order of the seats, from the one who had it last. */
function nextInRound(state: RoomState): string | null {
	const from = state.lastHolder === null ? -1 : state.circle.indexOf(state.lastHolder);
	const ahead = [...state.circle.slice(from + 1), ...state.circle.slice(0, from + 1)];
	const waits = (id: string) =>
		canHold(state, id) && !state.done.includes(id) && !state.passed.includes(id);
	const next = ahead.find((id) => waits(id) && !state.deferred.includes(id));
	return next ?? state.deferred.find(waits) ?? null;
}

/** Those who ask for a turn, in the order in which they will have it. */
export function askingInOrder(state: RoomState): string[] {
	const spoken = (id: string) => state.spoken[id]?.milliseconds ?? 0;
	return state.asking
		.filter((id) => canHold(state, id))
		.sort((a, b) => spoken(a) - spoken(b) || state.asking.indexOf(a) - state.asking.indexOf(b));
}

const nextOfAsking = (state: RoomState): string | null => askingInOrder(state)[0] ?? null;

/** Who is still to come, in order, from the holder on. */
export function stillToCome(state: RoomState): string[] {
	if (state.mode === 'popcorn') return [];
	if (state.mode === 'open') return askingInOrder(state);
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
