import { TURN_MINUTES } from '../limits.ts';
import type { Refusal } from '../refusals.ts';
import { isInCircle, kindNow, type RoomState } from '../room-state.ts';
import { askingInOrder } from '../turn-order.ts';
import { events, nothing, onward, refused, type Asked, type DecisionRulesOf } from './rules.ts';

const roundRefusal = (state: RoomState): Refusal | null => {
	if (state.pause) return 'resting';
	return kindNow(state) === 'round' ? null : 'no-round';
};

/** The piece is the circle's: who is elsewhere comes back first. */
const turnRefusal = ({ state, me }: Asked): Refusal | null =>
	roundRefusal(state) ?? (isInCircle(state, me) ? null : 'not-in-circle');

const sameMembers = (a: readonly string[], b: readonly string[]): boolean =>
	a.length === b.length && new Set(a).size === a.length && b.every((id) => a.includes(id));

/** The talking piece. */
export const turnRules: DecisionRulesOf<
	| 'mode'
	| 'time-turns'
	| 'order'
	| 'give'
	| 'hand-on'
	| 'hand-to'
	| 'take'
	| 'finish'
	| 'pass'
	| 'defer'
	| 'want-turn'
	| 'unwant-turn'
> = {
	mode: ({ state }, { mode }) => {
		if (kindNow(state) !== 'round') return refused('no-round');
		return state.mode === mode ? nothing : events({ kind: 'mode_set', data: { mode } });
	},

	'time-turns': ({ state }, { minutes }) => {
		if (kindNow(state) !== 'round') return refused('no-round');
		if (minutes !== null && !TURN_MINUTES.some((each) => each === minutes))
			return refused('not-understood');
		return state.turnMinutes === minutes
			? nothing
			: events({ kind: 'turns_timed', data: { minutes } });
	},

	// Somebody may have come in since: then the lead looks at the order again.
	order: ({ state }, { circle }) =>
		sameMembers(circle, state.circle)
			? events({ kind: 'circle_ordered', data: { circle } })
			: refused('moved-on'),

	give: ({ state, me }, { to }) => {
		const reason = roundRefusal(state);
		if (reason) return refused(reason);
		if (state.holder) return refused('piece-held');
		if (!isInCircle(state, to)) return refused('nobody-there');
		return events({ kind: 'given', data: { to, by: me } });
	},

	'hand-on': ({ state, me }, { from, to }) => {
		const reason = roundRefusal(state);
		if (reason) return refused(reason);
		if (state.holder === null) return refused('piece-free');
		// Both may act at once: the one who moved on by themselves is not skipped over.
		if (state.holder !== from || to === from) return refused('moved-on');
		if (to !== undefined && !isInCircle(state, to)) return refused('nobody-there');
		return onward(state, from, { kind: 'handed_on', data: { from, by: me } }, to);
	},

	'hand-to': (asked, { to }) => {
		const { state, me } = asked;
		const reason = turnRefusal(asked);
		if (reason) return refused(reason);
		if (state.mode !== 'popcorn') return refused('not-yours-to-do');
		if (state.holder !== me) return refused('not-your-turn');
		if (to === me || !isInCircle(state, to) || state.passed.includes(to))
			return refused('nobody-there');
		return events({ kind: 'finished', data: { who: me } }, { kind: 'given', data: { to, by: me } });
	},

	take: (asked) => {
		const { state, me } = asked;
		const reason = turnRefusal(asked);
		if (reason) return refused(reason);
		if (state.holder) return refused('piece-held');
		if (!state.roundBegun && me !== state.lead) return refused('not-your-turn');
		return events({ kind: 'given', data: { to: me, by: me } });
	},

	finish: (asked) => {
		const { state, me } = asked;
		const reason = turnRefusal(asked);
		if (reason) return refused(reason);
		if (state.holder !== me) return refused('not-your-turn');
		return onward(state, me, { kind: 'finished', data: { who: me } });
	},

	pass: (asked) => {
		const { state, me } = asked;
		const reason = turnRefusal(asked);
		if (reason) return refused(reason);
		if (state.holder === me) return onward(state, me, { kind: 'passed', data: { who: me } });
		return state.passed.includes(me) ? nothing : events({ kind: 'passed', data: { who: me } });
	},

	defer: (asked) => {
		const { state, me } = asked;
		const reason = turnRefusal(asked);
		if (reason) return refused(reason);
		if (state.mode !== 'go-round') return refused('no-round');
		if (state.holder !== me && (state.deferred.includes(me) || state.done.includes(me)))
			return nothing;
		const deferred = { kind: 'deferred', data: { who: me } } as const;
		if (state.holder !== me) return events(deferred);
		return onward(state, me, deferred);
	},

	'want-turn': (asked) => {
		const { state, me } = asked;
		const reason = turnRefusal(asked);
		if (reason) return refused(reason);
		if (state.mode === 'open') {
			if (state.holder === me || state.asking.includes(me)) return nothing;
			const isFree = state.holder === null && state.roundBegun;
			if (isFree && askingInOrder(state).length === 0)
				return events({ kind: 'given', data: { to: me, by: me } });
			return events({ kind: 'turn_wanted', data: { who: me } });
		}
		return state.passed.includes(me) ? events({ kind: 'turn_wanted', data: { who: me } }) : nothing;
	},

	'unwant-turn': ({ state, me }) =>
		state.asking.includes(me) ? events({ kind: 'turn_unwanted', data: { who: me } }) : nothing
};
