import { z } from 'zod';
import type { GroupRole, Meets, Seats } from './vocabulary.ts';
import { experiences, languages, waysToMeet } from './vocabulary.ts';

/** An empty choice in a form means "any". */
const orAny = <T extends z.ZodType>(schema: T) =>
	z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** What somebody looks for. Posted, never kept, never in an address. */
export const SearchInput = z.object({
	words: z.string().trim().max(80, 'too_long').default(''),
	experience: orAny(z.enum(experiences, 'choose')),
	meets: orAny(z.enum(waysToMeet, 'choose')),
	/** ISO weekday in the reader's own zone. */
	weekday: orAny(z.coerce.number('choose').int('choose').min(1, 'choose').max(7, 'choose')),
	language: orAny(z.enum(languages, 'choose')),
	page: orAny(z.coerce.number('invalid').int('invalid').min(1, 'invalid').max(200, 'invalid'))
});
export type SearchInput = z.input<typeof SearchInput> & { timeZone: string };

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
	seats: Seats;
	pattern: Pattern | null;
	nextAt: Date | null;
}

export interface SearchResult {
	groups: Listing[];
	page: number;
	hasMore: boolean;
	/** How many groups fit in all. */
	total: number;
}

/** One day of the coming week, by the calendar of the reader's zone. */
export interface WeekDay {
	/** `YYYY-MM-DD`. */
	day: string;
	meetings: { meetingId: string; groupId: string; name: string; meets: Meets; at: Date }[];
	/** Meetings of that day that are not named here. */
	more: number;
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
