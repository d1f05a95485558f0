import { MAX_MEMBERS, MIN_MEMBERS, NEWCOMERS_UNTIL } from '../limits.ts';
import type { Refusal } from '../refusals.ts';
import type { Draft } from '../room-events.ts';
import {
	isFacilitator,
	isInCircle,
	isInside,
	membersOf,
	personIn,
	type RoomState
} from '../room-state.ts';
import {
	events,
	nothing,
	refused,
	withdrawn,
	type Asked,
	type Decision,
	type DecisionRulesOf
} from './rules.ts';

const doorClosed = ({ state, now }: Asked): boolean =>
	state.locked || (state.startedAt !== null && now - state.startedAt > NEWCOMERS_UNTIL);

function doorRefusal(asked: Asked): Refusal | null {
	if (doorClosed(asked)) return 'door-closed';
	return membersOf(asked.state).length >= MAX_MEMBERS ? 'full' : null;
}

/** A lead who was lost, not removed, comes back as the companion. */
const oldLead = (state: RoomState): string | null =>
	personIn(state, state.lead)?.place === 'away' ? state.lead : null;

/** Who comes back is led in without asking; the first facilitator back after both were lost leads. */
function facilitatorEnters({ state, me }: Asked): Decision {
	const drafts: Draft[] = [];
	if (!isInside(state, me))
		drafts.push({ kind: 'entered', data: { who: me, role: 'facilitator' } });
	const why = state.pause?.why;
	// Whoever comes in comes to the circle; a page that is loaded anew in the side room does not.
	const isMissed = why === 'circle-alone' && !isInside(state, me);
	if (isMissed || why === 'facilitators-lost' || why === 'server-stop') {
		if (state.lead !== me && !isInside(state, state.lead)) {
			drafts.push({ kind: 'led_by', data: { lead: me, companion: oldLead(state) } });
		}
		drafts.push({ kind: 'resumed', data: { by: me } });
	}
	return { events: drafts };
}

function memberEnters(asked: Asked, earlier: readonly string[]): Decision {
	const { state, me } = asked;
	const person = personIn(state, me);
	if (person?.place === 'inside' || person?.place === 'waiting') return nothing;
	if (person?.admitted) return events({ kind: 'entered', data: { who: me, role: 'member' } });
	const reason = doorRefusal(asked);
	if (reason) return refused(reason);
	const waits: Draft = { kind: 'waiting', data: { who: me } };
	// What was decided last holds: somebody may have been let speak again since.
	const before = earlier.find((id) => personIn(state, id) !== undefined);
	return personIn(state, before ?? null)?.muted
		? events(waits, { kind: 'muted', data: { who: me, muted: true, by: null } })
		: events(waits);
}

/** Whether somebody may come to the side room: they were asked, or who took their call is there. */
const isAwaitedAside = (state: RoomState, who: string): boolean =>
	state.askedAside.includes(who) ||
	state.help.some((call) => call.who === who && personIn(state, call.takenBy)?.spot === 'side');

/** While members sit in the circle, a facilitator sits with them. */
const wouldLeaveAlone = (state: RoomState, me: string): boolean =>
	isFacilitator(state, me) &&
	!state.people.some(
		({ id, role }) => role === 'facilitator' && id !== me && isInCircle(state, id)
	) &&
	state.people.some(({ id, role }) => role === 'member' && isInCircle(state, id));

/** Coming in, going, and where in the meeting somebody is. */
export const doorRules: DecisionRulesOf<
	| 'enter'
	| 'leave'
	| 'open'
	| 'admit'
	| 'remove'
	| 'lock'
	| 'mute'
	| 'ask-aside'
	| 'go'
	| 'open-hour'
	| 'swap'
	| 'end'
> = {
	enter: (asked, { role, earlier = [] }) => {
		if (earlier.some((id) => asked.state.putOut.includes(id))) return refused('removed-today');
		return role === 'facilitator' ? facilitatorEnters(asked) : memberEnters(asked, earlier);
	},

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
		// Who has just left the group can be removed as well: then they do not come back under another alias.
		if (!person || state.putOut.includes(who)) return refused('nobody-there');
		if (person.role === 'facilitator') return refused('not-yours-to-do');
		return withdrawn(state, who, { kind: 'removed', data: { who, by: me } });
	},

	lock: ({ state }, { locked }) =>
		state.locked === locked ? nothing : events({ kind: 'door', data: { locked } }),

	mute: ({ state, me }, { who, muted }) => {
		const person = personIn(state, who);
		if (!person || !person.admitted || person.place === 'removed') return refused('nobody-there');
		if (person.role === 'facilitator') return refused('not-yours-to-do');
		return person.muted === muted
			? nothing
			: events({ kind: 'muted', data: { who, muted, by: me } });
	},

	'ask-aside': ({ state, me }, { who }) => {
		const person = personIn(state, who);
		if (person?.place !== 'inside') return refused('nobody-there');
		if (person.role === 'facilitator') return refused('not-yours-to-do');
		if (person.spot === 'side' || state.askedAside.includes(who)) return nothing;
		return events({ kind: 'asked_aside', data: { who, by: me } });
	},

	go: ({ state, me }, { to }) => {
		const person = personIn(state, me);
		if (person?.spot === to) return nothing;
		if (state.stage === 'before') return refused('not-open');
		if (to === 'side' && person?.role === 'member' && !isAwaitedAside(state, me))
			return refused('not-asked-aside');
		if (to !== 'circle' && wouldLeaveAlone(state, me)) return refused('one-stays');
		const moved = { kind: 'moved', data: { who: me, to } } as const;
		if (to !== 'circle') return withdrawn(state, me, moved);
		const isMissed = state.pause?.why === 'circle-alone' && isFacilitator(state, me);
		return isMissed ? events(moved, { kind: 'resumed', data: { by: me } }) : events(moved);
	},

	'open-hour': ({ state, me }) => {
		if (state.stage === 'before') return refused('not-open');
		if (state.isOpenHour) return nothing;
		return membersOf(state).length >= MIN_MEMBERS
			? refused('enough-came')
			: events({ kind: 'open_hour', data: { by: me } });
	},

	swap: ({ state }, { lead }) => {
		if (state.stage === 'before') return refused('not-open');
		if (state.lead === lead) return nothing;
		if (!isFacilitator(state, lead) || !isInside(state, lead)) return refused('nobody-there');
		const old = state.lead !== null && isInside(state, state.lead) ? state.lead : null;
		return events({ kind: 'led_by', data: { lead, companion: old ?? oldLead(state) } });
	},

	end: ({ state, me, now }) => {
		if (state.stage === 'before') return refused('not-open');
		const isTooFew = state.startedAt === null && membersOf(state).length < MIN_MEMBERS;
		const why = isTooFew ? 'too-few' : 'closed';
		return events({ kind: 'ended', data: { why, by: me, since: now } });
	}
};
