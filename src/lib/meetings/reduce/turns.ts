import type { RoomState } from '../room-state.ts';
import { adding, layDownIfHeldBy, without, type RulesOf } from './rules.ts';

/** The talking piece. */
export const turnRules: RulesOf<
	| 'mode_set'
	| 'turns_timed'
	| 'circle_ordered'
	| 'given'
	| 'passed'
	| 'deferred'
	| 'turn_wanted'
	| 'turn_unwanted'
	| 'finished'
	| 'handed_on'
> = {
	mode_set: (state, { data }) => ({ ...state, mode: data.mode, asking: [] }),
	turns_timed: (state, { data }) => ({ ...state, turnMinutes: data.minutes }),
	circle_ordered: (state, { data }) => ({ ...state, circle: data.circle }),
	given: (state, { at, data }) => ({
		...withoutTurnOf(state, data.to),
		holder: data.to,
		holderSince: at,
		lastHolder: data.to,
		roundBegun: true
	}),
	passed: (state, { at, data }) => ({
		...withoutTurnOf(layDownIfHeldBy(state, data.who, at), data.who),
		passed: adding(state.passed, data.who)
	}),
	deferred: (state, { at, data }) => ({
		...withoutTurnOf(layDownIfHeldBy(state, data.who, at), data.who),
		deferred: adding(state.deferred, data.who)
	}),
	turn_wanted: (state, { data }) => ({
		...state,
		passed: without(state.passed, data.who),
		asking: state.mode === 'open' ? adding(state.asking, data.who) : state.asking
	}),
	turn_unwanted: (state, { data }) => ({ ...state, asking: without(state.asking, data.who) }),
	finished: (state, { at, data }) => had(layDownIfHeldBy(state, data.who, at), data.who),
	handed_on: (state, { at, data }) => had(layDownIfHeldBy(state, data.from, at), data.from)
};

const withoutTurnOf = (state: RoomState, who: string): RoomState => ({
	...state,
	done: without(state.done, who),
	passed: without(state.passed, who),
	deferred: without(state.deferred, who),
	asking: without(state.asking, who)
});

const had = (state: RoomState, who: string): RoomState => ({
	...state,
	done: adding(state.done, who)
});
