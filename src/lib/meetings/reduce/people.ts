import { personIn, type Person, type RoomState } from '../room-state.ts';
import { adding, change, layDown, layDownIfHeldBy, put, without, type RulesOf } from './rules.ts';

/** A seat in the circle is kept for good. New ones come before a companion who sits last. */
function seated({ circle, companion }: RoomState, id: string): readonly string[] {
	if (circle.includes(id)) return circle;
	const last = circle.at(-1);
	return last !== undefined && last === companion
		? [...circle.slice(0, -1), id, last]
		: [...circle, id];
}

const newcomer = { spot: 'circle', muted: false, admitted: false } as const;

/** Coming, going, and where in the meeting somebody is. */
export const peopleRules: RulesOf<
	| 'waiting'
	| 'admitted'
	| 'entered'
	| 'went'
	| 'removed'
	| 'opened'
	| 'door'
	| 'muted'
	| 'asked_aside'
	| 'moved'
	| 'open_hour'
	| 'led_by'
	| 'ended'
> = {
	waiting: (state, { at, data }) =>
		put(state, { ...newcomer, id: data.who, role: 'member', place: 'waiting', since: at }),
	admitted: (state, { data }) => change(state, data.who, { admitted: true }),
	entered: (state, { at, data }) => ({
		...put(state, {
			...newcomer,
			...{ id: data.who, role: data.role, place: 'inside', admitted: true, since: at },
			muted: personIn(state, data.who)?.muted ?? false
		}),
		circle: seated(state, data.who)
	}),
	went: (state, { at, data }) => {
		const person = personIn(state, data.who);
		if (!person?.admitted) {
			return { ...state, people: state.people.filter((each) => each.id !== data.who) };
		}
		const since = awaySince(person) ?? data.since;
		const gone = change(state, data.who, { place: 'away', spot: 'circle', since });
		return {
			...layDownIfHeldBy(withoutWishes(gone, data.who), data.who, at),
			help: freed(state.help, data.who)
		};
	},
	removed: (state, { at, data }) => {
		const since = awaySince(personIn(state, data.who)) ?? at;
		const gone = change(state, data.who, { place: 'removed', spot: 'circle', since });
		return {
			...layDownIfHeldBy(withoutWishes(gone, data.who), data.who, at),
			help: freed(state.help, data.who).filter((each) => each.who !== data.who),
			putOut: data.by === null ? state.putOut : adding(state.putOut, data.who)
		};
	},
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
	muted: (state, { data }) => change(state, data.who, { muted: data.muted }),
	asked_aside: (state, { data }) => ({ ...state, askedAside: adding(state.askedAside, data.who) }),
	moved: (state, { at, data }) => {
		const there = change(state, data.who, { spot: data.to });
		if (data.to === 'circle') return there;
		return layDownIfHeldBy(withoutWishes(there, data.who), data.who, at);
	},
	open_hour: (state) => ({ ...state, isOpenHour: true }),
	led_by: (state, { data }) => ({ ...state, lead: data.lead, companion: data.companion }),
	ended: (state, { at, data }) => ({
		...layDown(state, at),
		stage: 'ended',
		pause: null,
		help: [],
		askedAside: [],
		practice: null,
		ended: { why: data.why, at: data.since }
	})
};

/** Since when somebody is away stays as it was: members do not learn what becomes of them meanwhile. */
const awaySince = (person: Person | undefined): number | null =>
	person?.place === 'away' || person?.place === 'removed' ? person.since : null;

/** Calls that somebody took who is gone are open again, for anyone to take; their time has run on. */
const freed = (help: RoomState['help'], id: string): RoomState['help'] =>
	help.map((call) => (call.takenBy === id ? { ...call, takenBy: null } : call));

/** Who is elsewhere is not waited for in open sharing, and is no longer asked aside. */
const withoutWishes = (state: RoomState, id: string): RoomState => ({
	...state,
	asking: without(state.asking, id),
	askedAside: without(state.askedAside, id)
});
