import { OVERRUN } from '../limits.ts';
import type { EventOf } from '../room-events.ts';
import type { RoomState } from '../room-state.ts';
import { layDown, type RulesOf } from './rules.ts';

const MINUTE = 60_000;

/** The parts of the meeting and its clock. */
export const partRules: RulesOf<
	'part_started' | 'part_extended' | 'parts_planned' | 'paused' | 'resumed'
> = {
	part_started: startPart,
	part_extended: (state, { data }) => ({
		...state,
		partEndsAt: (state.partEndsAt ?? 0) + data.minutes * MINUTE
	}),
	parts_planned: (state, { data }) => ({
		...state,
		parts: [...state.parts.slice(0, state.part + 1), ...data.coming]
	}),
	paused: (state, { at, data }) => ({ ...state, pause: { why: data.why, at } }),
	resumed: resume
};

function startPart(state: RoomState, { at, data }: EventOf<'part_started'>): RoomState {
	if (data.index <= state.part) return state;
	const total = state.parts.reduce((sum, part) => sum + part.minutes, 0);
	return {
		...layDown(state, at),
		stage: 'running',
		startedAt: state.startedAt ?? at,
		endsBy: state.endsBy ?? at + total * MINUTE + OVERRUN,
		part: data.index,
		partStartedAt: at,
		partStarts: [...state.partStarts, at],
		partEndsAt: at + data.minutes * MINUTE,
		mode: 'go-round',
		turnMinutes: null,
		lastHolder: state.lead,
		roundBegun: false,
		done: [],
		passed: [],
		deferred: [],
		asking: [],
		practice: null
	};
}

/** A part keeps its length across a pause; the whole meeting does so only when the server was gone. */
function resume(state: RoomState, { at }: EventOf<'resumed'>): RoomState {
	if (!state.pause) return state;
	const rested = at - state.pause.at;
	const later = (time: number | null) => (time === null ? null : time + rested);
	return {
		...state,
		pause: null,
		partEndsAt: later(state.partEndsAt),
		holderSince: later(state.holderSince),
		practice: state.practice && { ...state.practice, at: state.practice.at + rested },
		endsBy: state.pause.why === 'server-stop' ? later(state.endsBy) : state.endsBy
	};
}
