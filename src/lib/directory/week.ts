import type { Mode } from './vocabulary.ts';

/** One day of the coming week, by the reader's calendar, with a few of its meetings. */
export interface DayOfListings {
	/** `YYYY-MM-DD`. */
	day: string;
	meetings: { listingId: string; groupId: string | null; name: string; mode: Mode; at: Date }[];
	/** There are more that day than are named. */
	hasMore: boolean;
}
