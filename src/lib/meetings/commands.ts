import type { Refusal } from './refusals.ts';
import type { Draft, Person, Role, RoomState } from './room.ts';
import { isFacilitator, isInside, kindNow, nextInRound, personIn } from './room.ts';
import type { Part } from '#lib/groups/groups.ts';

const MINUTE = 60_000;
/** Members besides the facilitators. */
export const MAX_MEMBERS = 12;
/** Newcomers are let in until this long after the first part began. */
export const NEWCOMERS_UNTIL = 20 * MINUTE;
export const EXTEND_MINUTES = 2;
/** A part can grow by this much beyond its planned minutes. */
export const MAX_EXTENSION = 10 * MINUTE;

/** What someone in the room, or about to come in, wants to do. */
export type Command =
	| { t: 'enter'; role: Role }
	| { t: 'leave' }
	| { t: 'open'; parts: readonly Part[] }
	| { t: 'admit'; who: string }
	| { t: 'remove'; who: string }
	| { t: 'lock'; locked: boolean }
	| { t: 'next-part'; from: number }
	| { t: 'extend'; part: number }
	| { t: 'give'; to: string }
	| { t: 'hand-on'; from: string }
	| { t: 'take' }
	| { t: 'finish' }
	| { t: 'pass' }
	| { t: 'want-turn' }
	| { t: 'pause' }
	| { t: 'resume' }
	| { t: 'help'; call: string }
	| { t: 'take-help'; call: string }
	| { t: 'settle-help'; call: string }
	| { t: 'end' };
export type CommandName = Command['t'];
type CommandOf<T extends CommandName> = Extract<Command, { t: T }>;

/** Either the events that follow, none when it is so already, or the reason why not. */
export type Decision = { events: Draft[] } | { refused: Refusal };

const refused = (reason: Refusal): Decision => ({ refused: reason });
const events = (...drafts: Draft[]): Decision => ({ events: drafts });
const nothing = events();

interface Asked {
	state: RoomState;
	me: string;
	now: number;
}

/** Who may give a command at all. `inside` counts facilitators too. */
type Standing = 'anyone' | 'present' | 'inside' | 'facilitator' | 'lead';

const STANDING: { readonly [T in CommandName]: Standing } = {
	enter: 'anyone',
	leave: 'present',
	help: 'present',
	open: 'facilitator',
	admit: 'facilitator',
	remove: 'facilitator',
	lock: 'facilitator',
	'next-part': 'lead',
	extend: 'lead',
	give: 'lead',
	'hand-on': 'lead',
	take: 'inside',
	finish: 'inside',
	pass: 'inside',
	'want-turn': 'inside',
	pause: 'facilitator',
	resume: 'facilitator',
	'take-help': 'facilitator',
	'settle-help': 'facilitator',
	end: 'facilitator'
};

function standing({ state, me }: Asked, needed: Standing): Refusal | null {
	const place = personIn(state, me)?.place;
	if (place === 'removed') return 'removed-today';
	if (needed === 'anyone') return null;
	if (needed === 'present') return place === 'inside' || place === 'waiting' ? null : 'not-inside';
	if (place !== 'inside') return 'not-inside';
	if (needed === 'inside') return null;
	if (!isFacilitator(state, me)) return 'not-yours-to-do';
	// Before the room is open there is no lead; opening makes one.
	return needed === 'lead' && state.lead !== null && state.lead !== me ? 'not-yours-to-do' : null;
}

const members = (state: RoomState): Person[] =>
	state.people.filter(
		(each) => each.role === 'member' && each.admitted && each.place !== 'removed'
	);

const doorClosed = ({ state, now }: Asked): boolean =>
	state.locked || (state.startedAt !== null && now - state.startedAt > NEWCOMERS_UNTIL);

function doorRefusal(asked: Asked): Refusal | null {
	if (doorClosed(asked)) return 'door-closed';
	return members(asked.state).length >= MAX_MEMBERS ? 'full' : null;
}

/** In a round the piece goes on by itself once somebody lays it down. */
function onward(state: RoomState, from: string, laid: Draft): Decision {
	const after: RoomState = {
		...state,
		holder: null,
		lastHolder: from,
		done: [...state.done, from]
	};
	const next = nextInRound(after);
	return next ? events(laid, { kind: 'given', data: { to: next, by: null } }) : events(laid);
}

/** The piece goes on when its holder is no longer there. */
export const withdrawn = (state: RoomState, who: string, gone: Draft): Decision =>
	state.holder === who && state.pause === null ? onward(state, who, gone) : events(gone);

const roundRefusal = (state: RoomState): Refusal | null => {
	if (state.pause) return 'resting';
	return kindNow(state) === 'round' ? null : 'no-round';
};

const openCall = (state: RoomState, call: string) => state.help.find((each) => each.call === call);

/** A lead who was lost, not removed, comes back as the companion. */
const oldLead = (state: RoomState): string | null =>
	personIn(state, state.lead)?.place === 'away' ? state.lead : null;

/** Who comes back is led in without asking; the first facilitator back after both were lost leads. */
function facilitatorEnters({ state, me }: Asked): Decision {
	const drafts: Draft[] = [];
	if (!isInside(state, me))
		drafts.push({ kind: 'entered', data: { who: me, role: 'facilitator' } });
	const restsForThem =
		state.pause?.why === 'facilitators-lost' || state.pause?.why === 'server-stop';
	if (restsForThem) {
		if (state.lead !== me && !isInside(state, state.lead)) {
			drafts.push({ kind: 'led_by', data: { lead: me, companion: oldLead(state) } });
		}
		drafts.push({ kind: 'resumed', data: { by: me } });
	}
	return { events: drafts };
}

function memberEnters(asked: Asked): Decision {
	const { state, me } = asked;
	const person = personIn(state, me);
	if (person?.place === 'inside' || person?.place === 'waiting') return nothing;
	if (person?.admitted) return events({ kind: 'entered', data: { who: me, role: 'member' } });
	const reason = doorRefusal(asked);
	return reason ? refused(reason) : events({ kind: 'waiting', data: { who: me } });
}

type Rules = { [T in CommandName]: (asked: Asked, command: CommandOf<T>) => Decision };

const rules: Rules = {
	enter: (asked, { role }) =>
		role === 'facilitator' ? facilitatorEnters(asked) : memberEnters(asked),

	leave: ({ state, me, now }) =>
		withdrawn(state, me, { kind: 'went', data: { who: me, why: 'left', since: now } }),

	open: ({ state, me }, { parts }) => {
		if (state.stage !== 'before') return refused('already-open');
		const second = state.people.find(
			(each) => each.role === 'facilitator' && each.place === 'inside' && each.id !== me
		);
		return second
			? events({ kind: 'opened', data: { lead: me, companion: second.id, parts } })
			: refused('two-facilitators');
	},

	admit: (asked, { who }) => {
		const { state, me } = asked;
		if (state.stage === 'before') return refused('not-open');
		if (personIn(state, who)?.place !== 'waiting') return refused('nobody-there');
		const reason = doorRefusal(asked);
		if (reason) return refused(reason);
		return events(
			{ kind: 'admitted', data: { who, by: me } },
			{ kind: 'entered', data: { who, role: 'member' } }
		);
	},

	remove: ({ state, me }, { who }) => {
		const person = personIn(state, who);
		if (!person || person.place === 'removed') return refused('nobody-there');
		if (person.role === 'facilitator') return refused('not-yours-to-do');
		return withdrawn(state, who, { kind: 'removed', data: { who, by: me } });
	},

	lock: ({ state }, { locked }) =>
		state.locked === locked ? nothing : events({ kind: 'door', data: { locked } }),

	'next-part': ({ state }, { from }) => {
		if (state.stage === 'before') return refused('not-open');
		if (state.pause) return refused('resting');
		if (from !== state.part) return refused('moved-on');
		const index = state.part + 1;
		const part = state.parts[index];
		return part
			? events({ kind: 'part_started', data: { index, minutes: part.minutes } })
			: refused('last-part');
	},

	extend: ({ state }, { part }) => {
		const now = state.parts[state.part];
		if (!now || part !== state.part) return refused('moved-on');
		const planned = (state.partStartedAt ?? 0) + now.minutes * MINUTE;
		const grown = (state.partEndsAt ?? 0) + EXTEND_MINUTES * MINUTE - planned;
		return grown > MAX_EXTENSION
			? refused('long-enough')
			: events({ kind: 'part_extended', data: { minutes: EXTEND_MINUTES } });
	},

	give: ({ state, me }, { to }) => {
		const reason = roundRefusal(state);
		if (reason) return refused(reason);
		if (state.holder) return refused('piece-held');
		if (!isInside(state, to)) return refused('nobody-there');
		return events({ kind: 'given', data: { to, by: me } });
	},

	'hand-on': ({ state, me }, { from }) => {
		const reason = roundRefusal(state);
		if (reason) return refused(reason);
		if (state.holder === null) return refused('piece-free');
		// Both may act at once: the one who moved on by themselves is not skipped over.
		if (state.holder !== from) return refused('moved-on');
		return onward(state, from, { kind: 'handed_on', data: { from, by: me } });
	},

	take: ({ state, me }) => {
		const reason = roundRefusal(state);
		if (reason) return refused(reason);
		if (state.holder) return refused('piece-held');
		if (!state.roundBegun && me !== state.lead) return refused('not-your-turn');
		return events({ kind: 'given', data: { to: me, by: me } });
	},

	finish: ({ state, me }) => {
		const reason = roundRefusal(state);
		if (reason) return refused(reason);
		if (state.holder !== me) return refused('not-your-turn');
		return onward(state, me, { kind: 'finished', data: { who: me } });
	},

	pass: ({ state, me }) => {
		const reason = roundRefusal(state);
		if (reason) return refused(reason);
		const passed: Draft = { kind: 'passed', data: { who: me } };
		if (state.holder === me) return onward(state, me, passed);
		return state.passed.includes(me) ? nothing : events(passed);
	},

	'want-turn': ({ state, me }) => {
		const reason = roundRefusal(state);
		if (reason) return refused(reason);
		return state.passed.includes(me) ? events({ kind: 'turn_wanted', data: { who: me } }) : nothing;
	},

	pause: ({ state, me }) => {
		if (state.stage === 'before') return refused('not-open');
		return state.pause
			? refused('resting')
			: events({ kind: 'paused', data: { why: 'lead', by: me } });
	},

	resume: ({ state, me }) =>
		state.pause ? events({ kind: 'resumed', data: { by: me } }) : refused('not-resting'),

	help: ({ state, me, now }, { call }) => {
		if (state.help.some((each) => each.who === me)) return nothing;
		if (openCall(state, call)) return refused('not-stored');
		const called: Draft = { kind: 'help_called', data: { call, who: me } };
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

	end: ({ state, me, now }) =>
		state.stage === 'before'
			? refused('not-open')
			: events({ kind: 'ended', data: { why: 'closed', by: me, since: now } })
};

/** Decides on one command of the person `me` at the time `now`. Changes nothing by itself. */
export function decide(state: RoomState, me: string, command: Command, now: number): Decision {
	if (state.stage === 'ended') return refused('ended');
	const asked: Asked = { state, me, now };
	const reason = standing(asked, STANDING[command.t]);
	if (reason) return refused(reason);
	const rule = rules[command.t] as (asked: Asked, command: Command) => Decision;
	return rule(asked, command);
}
