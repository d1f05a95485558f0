import type { CommandName, CommandOf } from '../commands.ts';
import type { Refusal } from '../refusals.ts';
import type { Draft } from '../room-events.ts';
import type { RoomState } from '../room-state.ts';
import { nextTurn } from '../turn-order.ts';

/** Either the events that follow, none when it is so already, or the reason why not. */
export type Decision = { events: Draft[] } | { refused: Refusal };

export const refused = (reason: Refusal): Decision => ({ refused: reason });
export const events = (...drafts: Draft[]): Decision => ({ events: drafts });
export const nothing = events();

export interface Asked {
	state: RoomState;
	me: string;
	now: number;
}

export type DecisionRules = {
	[T in CommandName]: (asked: Asked, command: CommandOf<T>) => Decision;
};
export type DecisionRulesOf<T extends CommandName> = Pick<DecisionRules, T>;

/** The piece goes on by itself once somebody lays it down, to the one named or to whoever comes next. */
export function onward(state: RoomState, from: string, laid: Draft, to?: string): Decision {
	const after: RoomState = {
		...state,
		holder: null,
		lastHolder: from,
		done: [...state.done, from]
	};
	const next = to ?? nextTurn(after);
	return next ? events(laid, { kind: 'given', data: { to: next, by: null } }) : events(laid);
}

/** The piece goes on when its holder is no longer there. */
export const withdrawn = (state: RoomState, who: string, gone: Draft): Decision =>
	state.holder === who && state.pause === null ? onward(state, who, gone) : events(gone);
