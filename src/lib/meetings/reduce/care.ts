import type { HelpCall, RoomState } from '../room-state.ts';
import type { RulesOf } from './rules.ts';

const withCall = (state: RoomState, call: HelpCall): RoomState => ({
	...state,
	help: [...state.help.filter((each) => each.call !== call.call), call]
});

/** Who was not told of the call when it was made takes it from a later event. */
const callIn = (state: RoomState, { call, who, at }: Pick<HelpCall, 'call' | 'who' | 'at'>) =>
	state.help.find((each) => each.call === call) ?? {
		...{ call, who, at, about: null, takenBy: null, told: true, onCall: null }
	};

/** Calls for help, and practising together. */
export const careRules: RulesOf<
	| 'help_called'
	| 'help_told'
	| 'help_on_call'
	| 'help_taken'
	| 'help_settled'
	| 'practice_began'
	| 'practice_ended'
> = {
	help_called: (state, { at, data }) => ({
		...withCall(state, { ...data, at, takenBy: null, told: false, onCall: null }),
		calls: [...state.calls, { call: data.call, who: data.who }]
	}),
	help_told: (state, { data }) => withCall(state, { ...callIn(state, data), told: true }),
	help_on_call: (state, { data }) => ({
		...state,
		help: state.help.map((each) =>
			each.call === data.call ? { ...each, onCall: data.reached ? 'reached' : 'nobody' } : each
		)
	}),
	help_taken: (state, { data }) =>
		withCall(state, { ...callIn(state, data), told: true, takenBy: data.by }),
	help_settled: (state, { data }) => ({
		...state,
		help: state.help.filter((each) => each.call !== data.call)
	}),
	practice_began: (state, { at, data }) => ({ ...state, practice: { id: data.practice, at } }),
	practice_ended: (state, { data }) =>
		state.practice
			? {
					...state,
					practice: null,
					practised: [...state.practised, { id: state.practice.id, many: data.practised }]
				}
			: state
};
