import type { ImportedListing } from '#lib/directory/listing.ts';
import {
	accessNeeds,
	audiences,
	costs,
	experiences,
	leaders,
	modes,
	opennesses,
	precisions
} from '#lib/directory/vocabulary.ts';
import { languageOf } from './languages.ts';
import { readMeeting } from './meeting-guide-read.ts';
import type { ReadOptions } from './reading.ts';
import type { Taking } from './taking.ts';
import * as take from './taking.ts';

/** A row of a spreadsheet: the Meeting Guide columns, and beside them our own words where it has any. */
export function readSheetRow(row: Taking, options: ReadOptions): ImportedListing | null {
	const listing = readMeeting(row, options);
	if (!listing) return null;
	const told = words(row, 'experience', experiences);
	const read: ImportedListing = {
		...listing,
		...(told.length > 0 && { experiences: told }),
		audiences: both(listing.audiences, words(row, 'audience', audiences)),
		access: both(listing.access, words(row, 'access', accessNeeds)),
		languages: both(listing.languages, languagesOf(row)),
		cost: words(row, 'cost', costs)[0] ?? null,
		openness: words(row, 'openness', opennesses)[0] ?? listing.openness,
		ledBy: words(row, 'led_by', leaders)[0] ?? null,
		mode: words(row, 'mode', modes)[0] ?? listing.mode,
		precision: words(row, 'precision', precisions)[0] ?? listing.precision
	};
	const isRemote = read.mode === 'online' || read.mode === 'phone';
	if (!isRemote && read.precision !== 'confidential') return read;
	if (read.precision === 'confidential') return { ...read, place: null, at: null };
	return { ...read, place: read.place && { ...read.place, name: null, street: null }, at: null };
}

const both = <T>(some: readonly T[], more: readonly T[]): T[] => [...new Set([...some, ...more])];

/** Words of a controlled list, as their codes or with spaces and capitals. */
function words<T extends string>(row: Taking, field: string, known: readonly T[]): T[] {
	const found: T[] = [];
	for (const text of take.texts(row.raw[field], ',')) {
		const code = text.toLowerCase().replace(/[\s-]+/g, '_');
		const word = known.find((each) => each === code);
		if (word) found.push(word);
		else take.say(row, field, text, 'value_unknown');
	}
	return [...new Set(found)];
}

function languagesOf(row: Taking): string[] {
	return take.texts(row.raw.languages, ',').flatMap((text) => {
		const tag = languageOf(text);
		if (!tag) take.say(row, 'languages', text, 'language_unknown');
		return tag ?? [];
	});
}
