import type { Seats, SeriesRule } from '#lib/groups/groups.ts';
import type {
	Cost,
	LedBy,
	ListingAccess,
	ListingAudience,
	ListingExperience,
	Mode,
	Openness,
	Precision
} from './vocabulary.ts';

/** When something meets: a rule on the calendar of a zone. Several make up a listing's week. */
export interface MeetingTime {
	rule: SeriesRule;
	/** `YYYY-MM-DD` in the zone; the first day the rule counts from. */
	startsOn: string;
	endsOn: string | null;
	/** `HH:MM` on the wall of the zone. */
	localTime: string;
	/** IANA name. */
	timeZone: string;
	minutes: number;
}

export interface Place {
	/** The house or the room: "Garden House". */
	name: string | null;
	street: string | null;
	city: string | null;
	region: string | null;
	postalCode: string | null;
	/** ISO 3166-1 alpha-2 where known, else as it came. */
	country: string | null;
}

export interface Coordinates {
	/** Degrees, -90 to 90 and -180 to 180. */
	lat: number;
	lng: number;
}

/** How to get in, for listings of others; our own are joined here. */
export interface Joining {
	/** http or https only. */
	url: string | null;
	urlNotes: string | null;
	/** Digits and `+ , * #`. */
	phone: string | null;
	phoneNotes: string | null;
}

/** What a listing says, whoever it belongs to. Every word is plain text. */
export interface ListingContent {
	name: string;
	organisation: string | null;
	description: string;
	/** Never empty; `any` when nothing narrower is known. */
	experiences: readonly ListingExperience[];
	/** Empty: anyone. */
	audiences: readonly ListingAudience[];
	/** BCP 47 primary tags, lower case: `en`, `yue`. */
	languages: readonly string[];
	access: readonly ListingAccess[];
	cost: Cost | null;
	openness: Openness;
	ledBy: LedBy | null;
	mode: Mode;
	place: Place | null;
	precision: Precision;
	/** Null for online and phone, and when the place is confidential or unknown. */
	at: Coordinates | null;
	joining: Joining;
	/** Empty: by appointment. */
	times: readonly MeetingTime[];
	/** The organisation's own page on it. */
	url: string | null;
	/** What the other format said and ours has no word for; given back, not shown. */
	foreign: Record<string, unknown>;
}

/** An imported listing, before it has an id of ours. */
export interface ImportedListing extends ListingContent {
	/** Its identity within the source. Never the name. */
	key: string;
	/** When the source says it was changed; null when it does not, or not in a way that can be read. */
	updatedAt: Date | null;
}

/** A listing as it leaves: on a page, in the API, in a feed. */
export interface Listing extends Omit<ListingContent, 'foreign'> {
	listingId: string;
	/** Name of the source; `own` for our groups. */
	source: string;
	/** Our own group, when it is one: it can be joined here. */
	groupId: string | null;
	/** Ours only. */
	seats: Seats | null;
	/** The soonest coming starts, at most four, each weekday and time of the listing once. */
	next: readonly Date[];
	confirmedAt: Date | null;
	/** Nobody has confirmed it for 180 days. */
	isStale: boolean;
}
