import { isInCircle, isInside, kindNow, type RoomState } from '../room-state.ts';
import type { Draft } from '../room-events.ts';
import { manyTold } from '../views.ts';
import { events, nothing, refused, type DecisionRulesOf } from './rules.ts';

const openCall = (state: RoomState, call: string) => state.help.find((each) => each.call === call);

/** Calls for help, and practising together. */
export const careRules: DecisionRulesOf<
	'help' | 'take-help' | 'settle-help' | 'practise' | 'end-practice'
> = {
	help: ({ state, me, now }, { call, about }) => {
		// A browser that heard no answer calls again: by then the call may be over.
		const known = state.calls.find((each) => each.call === call);
		if (known && known.who !== me) return refused('not-stored');
		if (known || state.help.some((each) => each.who === me)) return nothing;
		const called: Draft = { kind: 'help_called', data: { call, who: me, about } };
		const watched = isInside(state, state.companion) && state.companion !== me;
		if (watched) return events(called);
		return events(called, { kind: 'help_told', data: { call, who: me, at: now } });
	},

	'take-help': ({ state, me }, { call }) => {
		const open = openCall(state, call);
		if (!open || open.takenBy) return refused('no-such-call');
		return events({ kind: 'help_taken', data: { call, who: open.who, at: open.at, by: me } });
	},

	'settle-help': ({ state, me }, { call }) =>
		openCall(state, call)
			? events({ kind: 'help_settled', data: { call, by: me } })
			: refused('no-such-call'),

	practise: ({ state, me }, { practice }) => {
		if (state.pause) return refused('resting');
		if (state.stage !== 'running' || kindNow(state) === 'round') return refused('no-practice');
		if (state.practice) return refused('practising');
		if (!isInCircle(state, me)) return refused('not-in-circle');
		return events({ kind: 'practice_began', data: { practice, by: me } });
	},

	'end-practice': ({ state, me }, { practised }) => {
		if (!state.practice) return refused('no-practice');
		const circle = state.people.filter(
			({ id, role }) => role === 'member' && isInCircle(state, id)
		);
		const told = manyTold(practised, circle.length);
		return events({ kind: 'practice_ended', data: { practised: told, by: me } });
	}
};
