import { forMembers } from './for-members.ts';
import { peopleRules } from './reduce/people.ts';
import { careRules } from './reduce/care.ts';
import { circleAlone } from './reduce/circle.ts';
import { partRules } from './reduce/parts.ts';
import type { Rules } from './reduce/rules.ts';
import { turnRules } from './reduce/turns.ts';
import type { ControlEvent, Draft, EventKind } from './room-events.ts';
import { emptyRoom, type RoomState } from './room-state.ts';

/**
 * The state of a live meeting as a pure function of its control events. The gateway, every browser
 * and the tests run this same code.
 */
export * from './room-events.ts';
export * from './room-state.ts';

const rules: Rules = { ...peopleRules, ...partRules, ...turnRules, ...careRules };

export const isEventKind = (kind: string): kind is EventKind => Object.hasOwn(rules, kind);

/** The state after `event`. An event that is already in the state changes nothing. */
export function reduce(state: RoomState, event: ControlEvent): RoomState {
	if (event.seq <= state.seq || state.stage === 'ended') return state;
	const rule = rules[event.kind] as (state: RoomState, event: ControlEvent) => RoomState;
	const after = rule(state, event);
	const told = state.told + (forMembers(state, event) ? 1 : 0);
	return { ...after, circleAlone: circleAlone(state, after, event), seq: event.seq, told };
}

export const reduceAll = (
	events: Iterable<ControlEvent>,
	from: RoomState = emptyRoom
): RoomState => {
	let state = from;
	for (const event of events) state = reduce(state, event);
	return state;
};

/** Drafts as the events that come next in `state`, all at the time `at`. */
export const numbered = (state: RoomState, drafts: readonly Draft[], at: number): ControlEvent[] =>
	drafts.map((draft, i) => ({ ...draft, seq: state.seq + 1 + i, at }) as ControlEvent);
