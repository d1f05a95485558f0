import type { Part } from '#lib/groups/groups.ts';

/**
 * What can happen in a live meeting. Ids only: an id is a membership's, so that nobody can be linked
 * across groups; words never pass through here. Times are milliseconds since 1970, by the server.
 */
export type Role = 'facilitator' | 'member';

/** `waiting`: in the lobby. `away`: was let in, is not connected, keeps the place in the circle. */
export type Place = 'waiting' | 'inside' | 'away' | 'removed';

/**
 * Where somebody who is inside is: in the circle, resting by themselves, in the side room with a
 * facilitator, or in the calm room, which is open to all.
 */
export const SPOTS = ['circle', 'resting', 'side', 'calm'] as const;
export type Spot = (typeof SPOTS)[number];

/** How the talking piece moves in a round. */
export const TURN_MODES = ['go-round', 'open', 'popcorn'] as const;
export type TurnMode = (typeof TURN_MODES)[number];

/** What somebody says with a call for help; none has to be said. */
export const HELP_KINDS = ['word', 'not-safe', 'knows-someone'] as const;
export type HelpKind = (typeof HELP_KINDS)[number];

/** `circle-alone`: members are in the circle, and no facilitator is. */
export type PauseReason = 'lead' | 'facilitators-lost' | 'circle-alone' | 'server-stop';
export type EndReason =
	'closed' | 'time' | 'facilitators-lost' | 'not-begun' | 'cancelled' | 'too-few';

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
	/** Fewer than none makes the part shorter. */
	part_extended: { minutes: number };
	/** What is still to come, after the part that runs: another order, something left out or put in. */
	parts_planned: { coming: readonly Part[] };
	mode_set: { mode: TurnMode };
	/** How long a turn is meant to take; null when nobody counts. */
	turns_timed: { minutes: number | null };
	/** The order in which the piece goes round: everybody who has a seat, once each. */
	circle_ordered: { circle: readonly string[] };
	given: { to: string; by: string | null };
	passed: { who: string };
	/** Not now, but before the round is over. */
	deferred: { who: string };
	/** Takes back a pass; in open sharing it asks for a turn. */
	turn_wanted: { who: string };
	turn_unwanted: { who: string };
	finished: { who: string };
	handed_on: { from: string; by: string };
	/** A facilitator keeps somebody's words back, or lets them again; by nobody: they came in anew, and still are. */
	muted: { who: string; muted: boolean; by: string | null };
	/** Asked to come to the side room. */
	asked_aside: { who: string; by: string };
	moved: { who: string; to: Spot };
	practice_began: { practice: string; by: string };
	/** How many practised, of whom nobody is named; null where the number would name somebody. */
	practice_ended: { practised: number | null; by: string | null };
	open_hour: { by: string };
	paused: { why: PauseReason; by: string | null };
	resumed: { by: string | null };
	help_called: { call: string; who: string; about: HelpKind | null };
	help_told: { call: string; who: string; at: number };
	/** Nobody came in time: whoever is on call was written to, or nobody is on call. */
	help_on_call: { call: string; reached: boolean };
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
