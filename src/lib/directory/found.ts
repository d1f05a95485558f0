import type { Coordinates, Listing } from './listing.ts';
import type { FeedFormat } from './inputs.ts';

/** Facet -> value -> how many listings fit with it. */
export type FacetCounts = Record<string, Record<string, number>>;

export interface FoundListing extends Listing {
	/** From where was asked; null when nothing was asked about a place. */
	km: number | null;
}

export interface FoundPage {
	total: number;
	facets: FacetCounts;
	items: FoundListing[];
	/** Opaque, for the same search only; null at the end. */
	nextCursor: string | null;
	/** Where was searched, with the gazetteer's name of it. */
	near: (Coordinates & { label: string | null }) | null;
	/** The zone that weekdays and times were read in. */
	timeZone: string;
}

/** Why a listing is suggested: `value` is a code, a number of km, or a moment (ISO 8601). */
export interface Reason {
	code:
		| 'experience'
		| 'any_experience'
		| 'audience'
		| 'mode'
		| 'near'
		| 'time'
		| 'language'
		| 'access'
		| 'open'
		| 'soon';
	value: string;
}
export interface Suggestion {
	listing: FoundListing;
	reasons: Reason[];
}
/** The five questions of the guided match. */
export const guidedQuestions = ['experience', 'audience', 'how', 'when', 'needs'] as const;
export type GuidedQuestion = (typeof guidedQuestions)[number];
export interface Guided {
	total: number;
	/** At most five. */
	suggestions: Suggestion[];
	/** With fewer than five: how many there would be without the answer to one question. */
	widen: { without: GuidedQuestion; total: number }[];
	/** The gazetteer's name of where was searched. */
	place: string | null;
	timeZone: string;
}

/** How an import went. Numbers are rows. */
export interface ImportReport {
	runId: string;
	source: string;
	outcome:
		'running' | 'changed' | 'unchanged' | 'held' | 'released' | 'refused' | 'replaced' | 'failed';
	/** Code of what went wrong (`directory.run.<code>`). */
	why: string | null;
	beganAt: Date;
	endedAt: Date | null;
	read: number;
	added: number;
	changed: number;
	unchanged: number;
	retired: number;
	/** Of `changed`: had been retired, and came back. */
	returned: number;
	rejected: number;
	repaired: number;
	/** All problems, also those that were only counted. */
	problems: number;
	/** Listings of the source before it. */
	before: number;
}
export interface ImportProblem {
	row: number;
	key: string | null;
	field: string;
	value: string;
	reason: string;
	outcome: 'rejected' | 'repaired';
}

export interface SourceView {
	sourceId: string;
	name: string;
	format: FeedFormat;
	url: string | null;
	timeZone: string | null;
	experience: string;
	everyMinutes: number | null;
	dueAt: Date | null;
	confirmedAt: Date | null;
	listings: number;
	last: ImportReport | null;
	/** The run that waits for a person, because more than half of the rows would go. */
	held: ImportReport | null;
}

/** A listing that a held import would take away. */
export interface GoingListing {
	listingId: string;
	name: string;
	city: string | null;
}

export interface NoteView {
	noteId: string;
	kind: 'wrong' | 'mine';
	words: string;
	saidAt: Date;
	listing: {
		listingId: string;
		name: string;
		source: string;
		url: string | null;
		isHidden: boolean;
	};
}
