import type { SeriesRule } from '#lib/groups/groups.ts';

/**
 * What the search of the directory is, without how: the scan (scan.ts) is a plain reading of the rules
 * below, and the index (index.ts) must answer every query as the scan does.
 *
 * **Words.** Text and query are folded: NFKD, marks dropped, lower case, and cut into runs of letters
 * and digits. At most eight words count. Each must fit. A word fits an entry when one of the entry's
 * words begins with it. A word that begins no word of the whole directory is taken for a typing mistake:
 * then it fits words at a distance (optimal string alignment) of at most 1 from 4 letters on, 2 from 8.
 *
 * **Near.** Great circle on a sphere of 6371.0088 km. `withinKm` keeps entries that far or less away;
 * `nearest` keeps that many of those that fit everything else, the closest first. Where `near` is asked,
 * entries without coordinates never fit; without it the other two mean nothing. Equal distances stand
 * in the order of their ids.
 *
 * **Time.** Each time of an entry has one coming start: its soonest after `now` (strictly later). A time
 * fits when the start, on the calendar and clock of the reader's zone, lies on one of `weekdays` from
 * `from` until before `to`. When `to` is not after `from` the window goes on past midnight: it belongs to the weekday
 * it begins on. `startsWithin` wants a start at most that many minutes after `now`. An entry fits when
 * one of its times fits all of these; entries without times fit only when nothing about time is asked.
 *
 * **Facets.** Values of one facet are alternatives, facets add up; of `access` every value is needed.
 * A hybrid entry counts as `in_person`, `online` and `hybrid`; an entry with a number to dial in counts
 * as `phone` too. An entry for `any` experience fits every experience. Counts of a facet are made over
 * what fits everything but that facet (of `access`: what fits everything), and only values that occur are named.
 *
 * **Order.** `next`: by the soonest coming start, entries without one last; equal starts in an order
 * that is shuffled anew each UTC day (`shuffleKey` in order.ts), then by id. `distance`: as under Near.
 */
export interface Query {
	/** Milliseconds since 1970. */
	now: number;
	/** The reader's IANA zone. */
	zone: string;
	words: string;
	near: { lat: number; lng: number } | null;
	withinKm: number | null;
	nearest: number | null;
	/** 0 is Sunday. Empty: any. */
	weekdays: readonly number[];
	/** Minutes of the day, 0 to 1440; null: from its beginning, to its end. */
	from: number | null;
	to: number | null;
	/** Minutes. */
	startsWithin: number | null;
	facets: Readonly<Partial<Record<Facet, readonly string[]>>>;
	sort: 'next' | 'distance';
	/** 1 to 100. */
	limit: number;
	/** Go on behind this place. */
	after: Position | null;
	/** Whether the facets are counted. */
	counted: boolean;
}

export const facets = [
	'mode',
	'experience',
	'audience',
	'language',
	'access',
	'open',
	'cost',
	'led_by',
	'source'
] as const;
export type Facet = (typeof facets)[number];

/** A place in the order: everything behind it is greater. Never an offset, so that nothing is lost when others start. */
export interface Position {
	/** Start in milliseconds (Infinity without one), or distance in km. */
	at: number;
	/** The UTC day (days since 1970) whose shuffle the first page used; it stays for all pages. */
	day: number;
	id: string;
}

export interface Hit {
	id: string;
	/** The soonest coming start, in milliseconds; null without one. */
	next: number | null;
	km: number | null;
}

export interface Found {
	total: number;
	hits: Hit[];
	/** Null at the end. */
	next: Position | null;
	/** Facet -> value -> how many; empty when not counted. */
	facets: Partial<Record<Facet, Record<string, number>>>;
}

/** A time as the search reads it: a rule, or (our own groups) the starts that are planned. */
export type EntryTime =
	| {
			rule: SeriesRule;
			startsOn: string;
			endsOn: string | null;
			localTime: string;
			timeZone: string;
	  }
	| { starts: readonly number[] };

/** A listing as the search reads it. */
export interface Entry {
	/** A uuid. */
	id: string;
	/** Name, place, organisation and description, joined by spaces. */
	text: string;
	/** The words of its facets: phrases that many entries share. */
	said: readonly string[];
	/** Facet -> its values as the rules above read them (a hybrid one is there three times already). */
	facets: Readonly<Partial<Record<Facet, readonly string[]>>>;
	at: { lat: number; lng: number } | null;
	times: readonly EntryTime[];
}
