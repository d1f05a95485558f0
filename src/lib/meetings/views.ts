import { forMembers } from './for-members.ts';
import type { ControlEvent, HelpCall, Person, RoomState } from './room.ts';
import { personIn } from './room.ts';

/**
 * Who sees what of a room. Members never learn of help calls, of who waits at the door, of who was
 * removed or muted or asked aside, or why somebody is gone; the lead learns of a help call when the companion has taken it or has
 * not in time. What one audience sees as state and what it gets as events agree: reducing the events
 * of an audience gives the state of that audience.
 */
export type Audience = 'member' | 'lead' | 'companion';

export function audienceOf(state: RoomState, id: string): Audience {
	const person = personIn(state, id);
	if (person?.role !== 'facilitator') return 'member';
	return state.companion === id && state.lead !== id ? 'companion' : 'lead';
}

const known = (call: HelpCall): boolean => call.told || call.takenBy !== null;

const inCircle = (state: RoomState, id: string): boolean => state.circle.includes(id);

/** Somebody who was removed looks, to the others, like somebody who stepped out. */
const asSeen = (person: Person): Person => ({
	...person,
	place: person.place === 'removed' ? 'away' : person.place,
	muted: false
});

/** The room as `audience` sees it. */
export function stateFor(audience: Audience, state: RoomState): RoomState {
	if (audience === 'companion') return state;
	if (audience === 'lead') return { ...state, help: state.help.filter(known), calls: [] };
	return {
		...state,
		// The numbers of all events would tell when something happens that members do not learn of.
		seq: state.told,
		people: state.people.filter((each) => inCircle(state, each.id)).map(asSeen),
		help: [],
		calls: [],
		askedAside: [],
		locked: false,
		putOut: []
	};
}

/** So many at least did something, and so many did not, or it is not said how many. */
const LEAST_TOLD = 3;

/**
 * How many of the members in the circle did what nobody is to be known by. None or all of them would tell it of
 * each, and one or two of either nearly so: then there is no number, for nobody, and none is stored.
 */
export const manyTold = (did: number, circle: number): number | null =>
	did >= LEAST_TOLD && circle - did >= LEAST_TOLD ? did : null;

/** The event as `audience` gets it, or null when it does not concern them. `before` is the whole state. */
export function eventFor(
	audience: Audience,
	before: RoomState,
	event: ControlEvent
): ControlEvent | null {
	if (audience === 'companion') return event;
	if (audience === 'lead') return event.kind === 'help_called' ? null : event;
	const seen = forMembers(before, event);
	return seen && { ...seen, seq: before.told + 1 };
}

/** All that somebody in the lobby learns: not who is inside, nor how many. */
export interface LobbyView {
	stage: RoomState['stage'];
	resting: boolean;
}

export const lobbyView = (state: RoomState): LobbyView => ({
	stage: state.stage,
	resting: state.pause !== null
});

/** What concerns one person alone, which the views of all members leave out. */
export interface Mine {
	/** A facilitator keeps my words back for now. */
	muted: boolean;
	/** A facilitator asks me to the side room. */
	askedAside: boolean;
}

export const mineIn = (state: RoomState, me: string): Mine => ({
	muted: personIn(state, me)?.muted ?? false,
	askedAside: state.askedAside.includes(me)
});
