import type { Decision } from './commands.ts';
import { withdrawn } from './commands.ts';
import {
	ALONE_AFTER,
	END_IF_NOT_BEGUN_AFTER,
	END_WITHOUT_FACILITATORS_AFTER,
	HELP_TOLD_AFTER,
	ON_CALL_AFTER,
	STEPPED_OUT_AFTER
} from './limits.ts';
import type { Draft, EndReason, HelpCall, PauseReason, Person, RoomState } from './room.ts';
import { personIn } from './room.ts';

/**
 * What follows from time passing alone, or from something outside the room. The gateway asks every
 * second; nothing here is anyone's command.
 */
const ended = (why: EndReason, since: number): Draft[] => [
	{ kind: 'ended', data: { why, by: null, since } }
];

const lostFor = (person: Person | undefined, now: number): number =>
	person && person.place !== 'inside' ? now - person.since : 0;

const facilitators = (state: RoomState): Person[] =>
	state.people.filter((each) => each.role === 'facilitator');

/** How long the room has been without any facilitator; 0 when one is inside. */
function alone(state: RoomState, now: number): number {
	const gone = facilitators(state).map((each) => lostFor(each, now));
	return gone.length === 0 ? 0 : Math.min(...gone);
}

function overdue(state: RoomState, now: number): Draft[] {
	const unattended = alone(state, now);
	if (unattended >= ALONE_AFTER + END_WITHOUT_FACILITATORS_AFTER) {
		return ended('facilitators-lost', now - unattended);
	}
	// The time a stopped server took is given back when it resumes.
	const clockRuns = state.pause?.why !== 'server-stop';
	if (clockRuns && state.endsBy !== null && now >= state.endsBy) return ended('time', state.endsBy);
	const idle = state.stage === 'open' && state.openedAt !== null ? now - state.openedAt : 0;
	return idle >= END_IF_NOT_BEGUN_AFTER ? ended('not-begun', now) : [];
}

/** Words need somebody who watches over them: in the meeting, and where they are said. */
function unattended(state: RoomState, now: number): Draft[] {
	if (state.pause) return [];
	const paused = (why: PauseReason): Draft[] => [{ kind: 'paused', data: { why, by: null } }];
	if (alone(state, now) >= ALONE_AFTER) return paused('facilitators-lost');
	const circle = state.circleAlone === null ? 0 : now - state.circleAlone;
	return circle >= ALONE_AFTER ? paused('circle-alone') : [];
}

/** The companion leads when the lead is lost; whoever is left stands in for a lost companion. */
function succession(state: RoomState, now: number): Draft[] {
	const old = personIn(state, state.lead);
	const mayReturn = old !== undefined && old.place !== 'removed';
	if (mayReturn && lostFor(old, now) < STEPPED_OUT_AFTER) return [];
	const able = facilitators(state).filter((each) => each.place === 'inside');
	const next = able.find((each) => each.id === state.companion) ?? able[0];
	if (!next) return [];
	const second = able.find((each) => each !== next);
	const companion = second?.id ?? (mayReturn ? old.id : null);
	return [{ kind: 'led_by', data: { lead: next.id, companion } }];
}

const unheard = (state: RoomState, now: number): Draft[] =>
	state.help
		.filter((call) => !call.told && call.takenBy === null && now - call.at >= HELP_TOLD_AFTER)
		.map(({ call, who, at }) => ({ kind: 'help_told', data: { call, who, at } }));

/** The calls that nobody took in time, of which whoever is on call was not told yet. */
export const onCallDue = (state: RoomState, now: number): HelpCall[] =>
	state.stage === 'ended'
		? []
		: state.help.filter(
				(call) => call.takenBy === null && call.onCall === null && now - call.at >= ON_CALL_AFTER
			);

/** Whoever is on call was written to about this call, or nobody is. Once for each call. */
export function toldOnCall(state: RoomState, call: string, reached: boolean): Decision {
	const open = state.help.some((each) => each.call === call && each.onCall === null);
	if (state.stage === 'ended' || !open) return { events: [] };
	return { events: [{ kind: 'help_on_call', data: { call, reached } }] };
}

/** What is due by `now`, in order; empty most of the time. */
export function due(state: RoomState, now: number): Draft[] {
	if (state.stage === 'before' || state.stage === 'ended') return [];
	const ending = overdue(state, now);
	if (ending.length > 0) return ending;
	return [...succession(state, now), ...unattended(state, now), ...unheard(state, now)];
}

/** The connection of `who` has been gone since `since`. */
export function lost(state: RoomState, who: string, since: number): Decision {
	const place = personIn(state, who)?.place;
	if (state.stage === 'ended' || (place !== 'inside' && place !== 'waiting')) return { events: [] };
	return withdrawn(state, who, { kind: 'went', data: { who, why: 'lost', since } });
}

/** The membership of `who` has ended, or its role has changed: no return to this meeting. */
export function excluded(state: RoomState, who: string): Decision {
	const place = personIn(state, who)?.place;
	if (state.stage === 'ended' || place === undefined || place === 'removed') return { events: [] };
	return withdrawn(state, who, { kind: 'removed', data: { who, by: null } });
}

/**
 * The meeting was called off. A room that was opened ends; one that was not only empties, because its
 * meeting can still be brought back.
 */
export function calledOff(state: RoomState, now: number): Decision {
	if (state.stage === 'ended') return { events: [] };
	if (state.stage !== 'before') return { events: ended('cancelled', now) };
	const here = state.people.filter(({ place }) => place === 'inside' || place === 'waiting');
	return {
		events: here.map(({ id }) => ({ kind: 'went', data: { who: id, why: 'left', since: now } }))
	};
}

/** Everything rests from here on, by no one's command: the server stops. */
export function halted(state: RoomState, why: PauseReason): Decision {
	const rests = state.pause !== null || state.stage === 'before' || state.stage === 'ended';
	return { events: rests ? [] : [{ kind: 'paused', data: { why, by: null } }] };
}
