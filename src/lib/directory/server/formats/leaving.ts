import { createHash } from 'node:crypto';
import type { ListingContent, MeetingTime } from '#lib/directory/listing.ts';
import { withoutContacts } from './contacts.ts';
import { plainText } from './plain-text.ts';
import { glimpse } from './reading.ts';
import { longest } from './taking.ts';

/** A listing on its way out. Only public ones may come here. */
export interface LeavingListing extends ListingContent {
	listingId: string;
	/** `own` for our groups. */
	source: string;
	/** Its identity within the source; null for ours. */
	key: string | null;
	/** What it is called in HSDS feeds where its source gave it a UUID that is nobody else's; else null. */
	serviceId: string | null;
	updatedAt: Date | null;
}
export type Leaving = Iterable<LeavingListing> | AsyncIterable<LeavingListing>;

export interface LeavingOptions {
	/** Decides what is over, what has not begun, and the offset of a zone. */
	now: Date;
	/** The web address of a listing's page here: the way in for those that are joined here. */
	page: (listing: LeavingListing) => string;
	/** Who answers for our own groups. */
	entity?: { name: string; url: string };
	/** A word of our lists for people, for fields that hold sentences. */
	say?: (facet: string, word: string) => string;
}

/** Words for people: `directory.export.<code>`. */
export const exportReasons = [
	...['only_weekly', 'not_begun', 'over', 'end_date', 'too_long_meeting', 'several_rows'],
	...['no_code', 'no_field', 'request_as_closed', 'place_not_told', 'place_missing'],
	...['phone_in_person', 'joined_on_page', 'identity_changed', 'contact_left_out']
] as const;
export type ExportReason = (typeof exportReasons)[number];

export interface ExportLine {
	listingId: string;
	field: string;
	/** At most 80 characters. */
	value: string;
	reason: ExportReason;
	/** `left_out`: the listing, or this part of it, is not in the file. `changed`: it is said otherwise. */
	outcome: 'left_out' | 'changed';
}

/** What the format could not say; complete once the text has been read to its end. */
export interface ExportReport {
	/** Listings in the file. */
	written: number;
	/** Listings that are not, because nothing of their times could be said. */
	leftOut: number;
	counts: Partial<Record<ExportReason, number>>;
	/** The first 10,000; `counts` counts them all. */
	lines: ExportLine[];
}

export const emptyReport = (): ExportReport => ({ written: 0, leftOut: 0, counts: {}, lines: [] });

export type Note = (
	field: string,
	value: unknown,
	reason: ExportReason,
	outcome: ExportLine['outcome']
) => void;

export const noteFor =
	(report: ExportReport, { listingId }: LeavingListing): Note =>
	(field, value, reason, outcome) => {
		report.counts[reason] = (report.counts[reason] ?? 0) + 1;
		if (report.lines.length >= 10_000) return;
		report.lines.push({ listingId, field, value: glimpse(value), reason, outcome });
	};

/**
 * Whether a listing stays at home: it meets in a place that is confidential. Nothing tells of it, the
 * report included. One that is also online leaves without its place.
 */
export const staysHome = ({ precision, mode }: ListingContent): boolean =>
	precision === 'confidential' && mode === 'in_person';

/** Text as our own readers would read it, so that what is given back comes back the same. */
export const clean = (
	text: string | null | undefined,
	most: number,
	lines = false
): string | null => (text && plainText(text, most, lines).text) || null;

/** The description without anybody's telephone or e-mail, ours included: whose they are nobody can tell. */
export function described({ description }: ListingContent, note: Note = () => {}): string | null {
	const said = clean(description, longest.text, true);
	const kept = said && withoutContacts(said);
	if (kept !== said) note('description', '', 'contact_left_out', 'changed');
	return kept;
}

/** What came with a listing from a format, as an object. */
export function foreignIn(
	content: Pick<ListingContent, 'foreign'>,
	format: string
): Record<string, unknown> {
	const value = content.foreign[format];
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Yesterday in UTC: whatever ended before is over in every zone. */
const yesterday = (now: Date): string =>
	new Date(now.getTime() - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
const hasEnded = ({ endsOn }: MeetingTime, day: string): boolean => endsOn !== null && endsOn < day;

/** Times that still have something to come; the others are said. */
export function comingTimes(times: readonly MeetingTime[], now: Date, note: Note): MeetingTime[] {
	const day = yesterday(now);
	for (const time of times) {
		if (hasEnded(time, day)) note('times', time.endsOn, 'over', 'left_out');
	}
	return times.filter((time) => !hasEnded(time, day));
}

/** Whether it met, and does not any more. By appointment is never over. */
export function isOver({ times }: ListingContent, now: Date): boolean {
	const day = yesterday(now);
	return times.length > 0 && times.every((time) => hasEnded(time, day));
}

const namespace = Buffer.from('1d6a30af6a5d4c62b5c38cb6d2ff2f3e', 'hex');

/** A name-based UUID (version 5): the same name has the same id on every run and machine. */
export function uuidOf(...names: readonly string[]): string {
	const hash = createHash('sha1').update(namespace).update(names.join('\n')).digest();
	hash[6] = (hash[6]! & 0x0f) | 0x50;
	hash[8] = (hash[8]! & 0x3f) | 0x80;
	const hex = hash.toString('hex', 0, 16);
	return [
		[0, 8],
		[8, 12],
		[12, 16],
		[16, 20],
		[20, 32]
	]
		.map(([a, b]) => hex.slice(a, b))
		.join('-');
}
