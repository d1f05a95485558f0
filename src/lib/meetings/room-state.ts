import type { Part } from '#lib/groups/groups.ts';
import { kindOf, type PartKind } from './part-kinds.ts';
import type {
	EndReason,
	HelpKind,
	PauseReason,
	Place,
	Role,
	Spot,
	TurnMode
} from './room-events.ts';

export interface Person {
	id: string;
	role: Role;
	place: Place;
	/** Of somebody who is inside; everybody comes in to the circle. */
	spot: Spot;
	/** Their words are kept back for now. */
	muted: boolean;
	/** Let in once, so never asked again. */
	admitted: boolean;
	/** When the person came to this place. */
	since: number;
}

export interface HelpCall {
	call: string;
	who: string;
	about: HelpKind | null;
	at: number;
	takenBy: string | null;
	/** The lead knows of it, not only the companion. */
	told: boolean;
	/** Whoever is on call was written to; null while that is not due. */
	onCall: 'reached' | 'nobody' | null;
}

/** How much somebody held the piece in turns that are over. */
export interface Spoken {
	turns: number;
	milliseconds: number;
}

export interface RoomState {
	/** The number of the last event that is in this state. */
	seq: number;
	/** How many of the events members may know of: their numbers, so that no gap tells of the others. */
	told: number;
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
	/** How the piece moves in this part. */
	mode: TurnMode;
	turnMinutes: number | null;
	/** Who has the talking piece; null when it lies in the middle. */
	holder: string | null;
	holderSince: number | null;
	/** Who had it last: the round goes on from there. */
	lastHolder: string | null;
	roundBegun: boolean;
	done: readonly string[];
	passed: readonly string[];
	/** Those who asked to be come back to, in the order of asking. */
	deferred: readonly string[];
	/** Those who asked for a turn in open sharing, in the order of asking. */
	asking: readonly string[];
	/** By membership, over the whole meeting. Facilitators see it as airtime. */
	spoken: Readonly<Record<string, Spoken>>;
	/** Those who are asked to the side room and have not come yet. */
	askedAside: readonly string[];
	practice: { id: string; at: number } | null;
	/** How many took part in each practice that is over; null where the number would tell who. */
	practised: readonly { id: string; many: number | null }[];
	/** Too few came for a meeting: it goes on as an open hour, and counts as one. */
	isOpenHour: boolean;
	pause: { why: PauseReason; at: number } | null;
	/** Since when members have been in the circle with no facilitator in it; null while that is not so. */
	circleAlone: number | null;
	locked: boolean;
	/** Those whom a facilitator removed today. Only facilitators have it. */
	putOut: readonly string[];
	help: readonly HelpCall[];
	/** Every call that was ever made here: one that comes twice is known. Only the companion has it. */
	calls: readonly { call: string; who: string }[];
	ended: { why: EndReason; at: number } | null;
}

export const emptyRoom: RoomState = {
	seq: 0,
	told: 0,
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
	mode: 'go-round',
	turnMinutes: null,
	holder: null,
	holderSince: null,
	lastHolder: null,
	roundBegun: false,
	done: [],
	passed: [],
	deferred: [],
	asking: [],
	spoken: {},
	askedAside: [],
	practice: null,
	practised: [],
	isOpenHour: false,
	pause: null,
	circleAlone: null,
	locked: false,
	putOut: [],
	help: [],
	calls: [],
	ended: null
};

export const personIn = (state: RoomState, id: string | null): Person | undefined =>
	state.people.find((person) => person.id === id);

export const isInside = (state: RoomState, id: string | null): boolean =>
	personIn(state, id)?.place === 'inside';

/** Inside, and in the circle: whom the piece can come to. */
export const isInCircle = (state: RoomState, id: string | null): boolean => {
	const person = personIn(state, id);
	return person?.place === 'inside' && person.spot === 'circle';
};

export const isFacilitator = (state: RoomState, id: string | null): boolean =>
	personIn(state, id)?.role === 'facilitator';

/** Members who were let in and not removed, wherever they are now. */
export const membersOf = (state: RoomState): Person[] =>
	state.people.filter(
		({ role, admitted, place }) => role === 'member' && admitted && place !== 'removed'
	);

/** What may be done now. Before the first part people greet each other as in `together`. */
export function kindNow(state: RoomState): PartKind {
	const part = state.parts[state.part];
	return part ? kindOf(part.name) : 'together';
}
