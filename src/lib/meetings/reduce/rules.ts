import type { EventKind, EventOf } from '../room-events.ts';
import { personIn, type Person, type RoomState } from '../room-state.ts';

/** What each kind of event does to the state. */
export type Rules = { [K in EventKind]: (state: RoomState, event: EventOf<K>) => RoomState };
export type RulesOf<K extends EventKind> = Pick<Rules, K>;

export const without = (list: readonly string[], id: string) => list.filter((each) => each !== id);
export const adding = (list: readonly string[], id: string) => [...without(list, id), id];

/** Adds a person, or puts this one in the place of the one with the same id. */
export function put(state: RoomState, person: Person): RoomState {
	const known = state.people.some((each) => each.id === person.id);
	const people = known
		? state.people.map((each) => (each.id === person.id ? person : each))
		: [...state.people, person];
	return { ...state, people };
}

export function change(state: RoomState, id: string, to: Partial<Person>): RoomState {
	const person = personIn(state, id);
	return person ? put(state, { ...person, ...to }) : state;
}

/** The piece is laid in the middle at the time `at`; while the meeting rests no turn grows. */
export function layDown(state: RoomState, at: number): RoomState {
	const { holder, holderSince, pause } = state;
	if (holder === null) return { ...state, holderSince: null };
	const held = Math.max(0, (pause?.at ?? at) - (holderSince ?? at));
	const { turns = 0, milliseconds = 0 } = state.spoken[holder] ?? {};
	return {
		...state,
		holder: null,
		holderSince: null,
		lastHolder: holder,
		spoken: {
			...state.spoken,
			[holder]: { turns: turns + 1, milliseconds: milliseconds + held }
		}
	};
}

export const layDownIfHeldBy = (state: RoomState, id: string, at: number): RoomState =>
	state.holder === id ? layDown(state, at) : state;
