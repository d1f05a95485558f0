import type { Part } from '#lib/groups/groups.ts';
import { kindOf, type PartKind } from './part-kinds.ts';

/**
 * The state of a live meeting as a pure function of its control events. The gateway, every browser
 * and the tests run this same code. Ids only: an id is a membership's, so that nobody can be linked
 * across groups; words never pass through here. Times are milliseconds since 1970, by the server.
 */
export type Role = 'facilitator' | 'member';

/** `waiting`: in the lobby. `away`: was let in, is not connected, keeps the place in the circle. */
export type Place = 'waiting' | 'inside' | 'away' | 'removed';

export interface Person {
	id: string;
	role: Role;
	place: Place;
	/** Let in once, so never asked again. */
	admitted: boolean;
	/** When the person came to this place. */
	since: number;
}

export interface HelpCall {
	call: string;
	who: string;
	at: number;
	takenBy: string | null;
	/** The lead knows of it, not only the companion. */
	told: boolean;
}

export type PauseReason = 'lead' | 'facilitators-lost' | 'server-stop';
export type EndReason = 'closed' | 'time' | 'facilitators-lost' | 'not-begun' | 'cancelled';

/** What each kind of control event carries. These are rows that outlive the meeting by 90 days. */
export interface EventData {
	waiting: { who: string };
	admitted: { who: string; by: string };
	entered: { who: string; role: Role };
	/** `since` is when the connection was lost, which is known only a little later. */
	went: { who: string; why: 'left' | 'lost'; since: number };
	removed: { who: string; by: string | null };
	opened: { lead: string; companion: string; parts: readonly Part[] };
	door: { locked: boolean };
	part_started: { index: number; minutes: number };
	part_extended: { minutes: number };
	given: { to: string; by: string | null };
	passed: { who: string };
	turn_wanted: { who: string };
	finished: { who: string };
	handed_on: { from: string; by: string };
	paused: { why: PauseReason; by: string | null };
	resumed: { by: string | null };
	help_called: { call: string; who: string };
	help_told: { call: string; who: string; at: number };
	help_taken: { call: string; who: string; at: number; by: string };
	help_settled: { call: string; by: string };
	led_by: { lead: string; companion: string | null };
	ended: { why: EndReason; by: string | null; since: number };
}
/** As the column `event.kind` takes them: lower case and underscores. */
export type EventKind = keyof EventData;

export type EventOf<K extends EventKind> = { seq: number; at: number; kind: K; data: EventData[K] };
export type ControlEvent = { [K in EventKind]: EventOf<K> }[EventKind];
/** An event before it has its number and time. */
export type Draft = { [K in EventKind]: { kind: K; data: EventData[K] } }[EventKind];

export interface RoomState {
	/** The number of the last event that is in this state. */
	seq: number;
	stage: 'before' | 'open' | 'running' | 'ended';
	parts: readonly Part[];
	lead: string | null;
	companion: string | null;
	people: readonly Person[];
	/** Everyone who ever sat in the circle, in the order in which the piece goes round. */
	circle: readonly string[];
	openedAt: number | null;
	startedAt: number | null;
	/** Index into `parts`; -1 until the first one starts. Only ever grows. */
	part: number;
	partStartedAt: number | null;
	/** When each part that has begun began, by index. */
	partStarts: readonly number[];
	partEndsAt: number | null;
	/** When the meeting ends by itself. */
	endsBy: number | null;
	/** Who has the talking piece; null when it lies in the middle. */
	holder: string | null;
	holderSince: number | null;
	/** Who had it last: the round goes on from there. */
	lastHolder: string | null;
	roundBegun: boolean;
	done: readonly string[];
	passed: readonly string[];
	pause: { why: PauseReason; at: number } | null;
	locked: boolean;
	help: readonly HelpCall[];
	ended: { why: EndReason; at: number } | null;
}

const MINUTE = 60_000;
/** A meeting may run over by this much, then it ends by itself. */
export const OVERRUN = 15 * MINUTE;

export const emptyRoom: RoomState = {
	seq: 0,
	stage: 'before',
	parts: [],
	lead: null,
	companion: null,
	people: [],
	circle: [],
	openedAt: null,
	startedAt: null,
	part: -1,
	partStartedAt: null,
	partStarts: [],
	partEndsAt: null,
	endsBy: null,
	holder: null,
	holderSince: null,
	lastHolder: null,
	roundBegun: false,
	done: [],
	passed: [],
	pause: null,
	locked: false,
	help: [],
	ended: null
};

export const personIn = (state: RoomState, id: string | null): Person | undefined =>
	state.people.find((person) => person.id === id);

export const isInside = (state: RoomState, id: string | null): boolean =>
	personIn(state, id)?.place === 'inside';

export const isFacilitator = (state: RoomState, id: string | null): boolean =>
	personIn(state, id)?.role === 'facilitator';

/** What may be done now. Before the first part people greet each other as in `together`. */
export function kindNow(state: RoomState): PartKind {
	const part = state.parts[state.part];
	return part ? kindOf(part.name) : 'together';
}

/** Whom the round comes to next: the lead is left out, so are those who passed or had their turn. */
export function nextInRound(state: RoomState): string | null {
	const from = state.lastHolder === null ? -1 : state.circle.indexOf(state.lastHolder);
	const ahead = [...state.circle.slice(from + 1), ...state.circle.slice(0, from + 1)];
	const waits = (id: string) =>
		id !== state.lead &&
		id !== state.holder &&
		isInside(state, id) &&
		!state.done.includes(id) &&
		!state.passed.includes(id);
	return ahead.find(waits) ?? null;
}

const without = (list: readonly string[], id: string) => list.filter((each) => each !== id);
const adding = (list: readonly string[], id: string) => [...without(list, id), id];

/** A seat in the circle is kept for good. New ones come before a companion who sits last. */
function seated({ circle, companion }: RoomState, id: string): readonly string[] {
	if (circle.includes(id)) return circle;
	const last = circle.at(-1);
	return last !== undefined && last === companion
		? [...circle.slice(0, -1), id, last]
		: [...circle, id];
}

function put(state: RoomState, person: Person): RoomState {
	const known = state.people.some((each) => each.id === person.id);
	const people = known
		? state.people.map((each) => (each.id === person.id ? person : each))
		: [...state.people, person];
	return { ...state, people };
}

function move(state: RoomState, id: string, place: Place, since: number): RoomState {
	const person = personIn(state, id);
	return person ? put(state, { ...person, place, since }) : state;
}

const layDown = (state: RoomState): RoomState => ({
	...state,
	holder: null,
	holderSince: null,
	lastHolder: state.holder ?? state.lastHolder
});

const layDownIfHeldBy = (state: RoomState, id: string): RoomState =>
	state.holder === id ? layDown(state) : state;

const withCall = (state: RoomState, call: HelpCall): RoomState => ({
	...state,
	help: [...state.help.filter((each) => each.call !== call.call), call]
});

/** Who was not told of the call when it was made takes it from a later event. */
const callIn = (state: RoomState, data: { call: string; who: string; at: number }): HelpCall =>
	state.help.find((each) => each.call === data.call) ?? {
		call: data.call,
		who: data.who,
		at: data.at,
		takenBy: null,
		told: true
	};

type Rules = { [K in EventKind]: (state: RoomState, event: EventOf<K>) => RoomState };

const rules: Rules = {
	waiting: (state, { at, data }) =>
		put(state, { id: data.who, role: 'member', place: 'waiting', admitted: false, since: at }),
	admitted: (state, { data }) => {
		const person = personIn(state, data.who);
		return person ? put(state, { ...person, admitted: true }) : state;
	},
	entered: (state, { at, data }) => ({
		...put(state, { id: data.who, role: data.role, place: 'inside', admitted: true, since: at }),
		circle: seated(state, data.who)
	}),
	went: (state, { data }) => {
		const person = personIn(state, data.who);
		if (!person?.admitted) {
			return { ...state, people: state.people.filter((each) => each.id !== data.who) };
		}
		return layDownIfHeldBy(move(state, data.who, 'away', data.since), data.who);
	},
	removed: (state, { at, data }) => ({
		...layDownIfHeldBy(move(state, data.who, 'removed', at), data.who),
		help: state.help.filter((each) => each.who !== data.who)
	}),
	opened: (state, { at, data }) => ({
		...state,
		stage: 'open',
		openedAt: at,
		lead: data.lead,
		companion: data.companion,
		parts: data.parts,
		circle: [data.lead, ...without(state.circle, data.lead)]
	}),
	door: (state, { data }) => ({ ...state, locked: data.locked }),
	part_started: startPart,
	part_extended: (state, { data }) => ({
		...state,
		partEndsAt: (state.partEndsAt ?? 0) + data.minutes * MINUTE
	}),
	given: (state, { at, data }) => ({
		...state,
		holder: data.to,
		holderSince: at,
		lastHolder: data.to,
		roundBegun: true,
		done: without(state.done, data.to),
		passed: without(state.passed, data.to)
	}),
	passed: (state, { data }) => ({
		...layDownIfHeldBy(state, data.who),
		passed: adding(state.passed, data.who)
	}),
	turn_wanted: (state, { data }) => ({ ...state, passed: without(state.passed, data.who) }),
	finished: (state, { data }) => ({
		...layDownIfHeldBy(state, data.who),
		done: adding(state.done, data.who)
	}),
	handed_on: (state, { data }) => ({
		...layDownIfHeldBy(state, data.from),
		done: adding(state.done, data.from)
	}),
	paused: (state, { at, data }) => ({ ...state, pause: { why: data.why, at } }),
	resumed: resume,
	help_called: (state, { at, data }) =>
		withCall(state, { call: data.call, who: data.who, at, takenBy: null, told: false }),
	help_told: (state, { data }) => withCall(state, { ...callIn(state, data), told: true }),
	help_taken: (state, { data }) =>
		withCall(state, { ...callIn(state, data), told: true, takenBy: data.by }),
	help_settled: (state, { data }) => ({
		...state,
		help: state.help.filter((each) => each.call !== data.call)
	}),
	led_by: (state, { data }) => ({ ...state, lead: data.lead, companion: data.companion }),
	ended: (state, { data }) => ({
		...layDown(state),
		stage: 'ended',
		pause: null,
		help: [],
		ended: { why: data.why, at: data.since }
	})
};

function startPart(state: RoomState, { at, data }: EventOf<'part_started'>): RoomState {
	if (data.index <= state.part) return state;
	const total = state.parts.reduce((sum, part) => sum + part.minutes, 0);
	return {
		...layDown(state),
		stage: 'running',
		startedAt: state.startedAt ?? at,
		endsBy: state.endsBy ?? at + total * MINUTE + OVERRUN,
		part: data.index,
		partStartedAt: at,
		partStarts: [...state.partStarts, at],
		partEndsAt: at + data.minutes * MINUTE,
		lastHolder: state.lead,
		roundBegun: false,
		done: [],
		passed: []
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
		endsBy: state.pause.why === 'server-stop' ? later(state.endsBy) : state.endsBy
	};
}

export const isEventKind = (kind: string): kind is EventKind => Object.hasOwn(rules, kind);

/** The state after `event`. An event that is already in the state changes nothing. */
export function reduce(state: RoomState, event: ControlEvent): RoomState {
	if (event.seq <= state.seq || state.stage === 'ended') return state;
	const rule = rules[event.kind] as (state: RoomState, event: ControlEvent) => RoomState;
	return { ...rule(state, event), seq: event.seq };
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
