import type { Cost, GroupRole, LedBy, Meets, Seats } from './vocabulary.ts';

/** How a series repeats, with one coming meeting for each of its weekdays, soonest first. */
export interface Pattern {
	freq: 'weekly' | 'monthly' | 'monthly_weekday';
	interval: number;
	/** For `monthly_weekday`: which one of the month, -1 is the last. */
	nth: number | null;
	at: Date[];
	minutes: number;
}

/** A group as the directory shows it. Seats are words, never a number. */
export interface Listing {
	groupId: string;
	name: string;
	purpose: string;
	experience: string;
	audience: string[];
	languages: string[];
	accessNeeds: string[];
	meets: Meets;
	place: string | null;
	entry: string;
	/** Null: not said. */
	cost: Cost | null;
	ledBy: LedBy | null;
	seats: Seats;
	pattern: Pattern | null;
	nextAt: Date | null;
}

/** Somebody as the others in the group see them. */
export interface Face {
	alias: string;
	mark: string;
}
export interface GroupMember extends Face {
	membershipId: string;
	role: GroupRole;
	isCurrent: boolean;
}

export interface PublicPage extends Listing {
	whatToExpect: string;
	parts: { name: string; minutes: number }[];
	minutes: number;
	leads: (Face & { isTrained: boolean })[];
	agreement: { version: number; items: string[] };
	limits: { version: number; text: string };
	next: { meetingId: string; at: Date; minutes: number }[];
	/** So many hours a free seat is held for whoever waited longest. */
	offerHours: number;
	/** Where the reader stands: nothing, waiting for an answer, on the list for a seat, or inside. */
	standing: 'none' | 'waiting' | 'listed' | 'member';
}

/** A meeting to come as those who run the group see it, moved and cancelled ones too. */
export interface ComingMeeting {
	meetingId: string;
	at: Date;
	minutes: number;
	isMoved: boolean;
	isCancelled: boolean;
}
