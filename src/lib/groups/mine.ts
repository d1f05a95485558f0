import type { GroupRole } from './vocabulary.ts';

/** One of my groups, and who I am there. */
export interface MyGroup {
	groupId: string;
	name: string;
	membershipId: string;
	role: GroupRole;
	alias: string;
	mark: string;
	isClosed: boolean;
	/** Until when my place rests, by a decision; its space and meetings are closed to me. */
	suspendedUntil: Date | null;
	/** How many wait to come in, for facilitators; null for everybody else. */
	waiting: number | null;
}
export interface MyRequest {
	requestId: string;
	groupId: string;
	name: string;
	alias: string;
	askedAt: Date;
}
/** An answer that a person should read: not let in, may not stay, or taken off the list. */
export interface MyAnswer {
	kind: 'declined' | 'removed' | 'let_go';
	groupId: string;
	name: string;
	at: Date;
	/** The facilitators' own words; null when the group closed or the words no longer open. */
	reason: string | null;
}

/** Somebody who waits, as facilitators see them: the alias and since when. */
export interface WaitingRequest {
	requestId: string;
	alias: string;
	mark: string;
	askedAt: Date;
}
