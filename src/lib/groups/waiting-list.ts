/** So many groups somebody waits for at once, asked and unanswered ones counted; kept in the database. */
export const mostWaits = 5;
/** So many groups somebody follows; kept in the database. */
export const mostFollowed = 20;
/** Hours that a free seat is held for whoever it is offered to. */
export const offerHours = { least: 1, most: 168, usual: 48 };
/** Days after which an offer that ran out, and that nobody answered for, ends the waiting. */
export const missedDays = 30;

/** So many people or fewer are "a few". */
const few = 5;

/**
 * Where somebody stands on a list, in words. Never a number: it would tell how many others wait, and
 * when somebody comes or goes.
 */
export type Place = 'next' | 'few' | 'many';
export function placeAfter(before: number): Place {
	if (before === 0) return 'next';
	return before <= few ? 'few' : 'many';
}

/** My place on the list of a full group. */
export interface MyWait {
	waitingId: string;
	groupId: string;
	name: string;
	/** Who I would be there. */
	alias: string;
	askedAt: Date;
	/** `offered`: a seat is held for me; `missed`: an offer ran out, and no other comes until I say so. */
	state: 'waiting' | 'offered' | 'missed';
	place: Place;
	/** Until when the seat is held, or was. */
	until: Date | null;
	/** I let a seat go: no other offer comes before this. */
	restsUntil: Date | null;
}

/** Somebody on the list as facilitators see them. */
export interface WaitingPerson {
	waitingId: string;
	alias: string;
	mark: string;
	askedAt: Date;
	/** Whether a seat is held for them now. */
	isOffered: boolean;
}

/** A group I keep an eye on. Nobody else knows of it. */
export interface FollowedGroup {
	groupId: string;
	name: string;
	isClosed: boolean;
	/** A seat is free for whoever asks. */
	hasSeat: boolean;
	/** Its times changed since I said that I had seen them. */
	timesChanged: boolean;
}
