import type { MeetingTime } from '../listing.ts';
import { label } from '../sentences.ts';
import type { IndexRow } from './rows.ts';
import type { Entry, EntryTime, Facet } from './search/query.ts';

/** A row as the search reads it. */
export function entryOf(row: IndexRow): Entry {
	const facets = facetsOf(row);
	return {
		id: row.listing_id,
		text: `${row.words} ${wordsOfFacets(row, facets)}`,
		facets,
		at:
			row.latitude === null || row.longitude === null
				? null
				: { lat: row.latitude, lng: row.longitude },
		times: timesOf(row)
	};
}

/** Lists repeat from row to row; the same text is cut once. */
const cuts = new Map<string, readonly string[]>();
function cut(list: string): readonly string[] {
	if (list === '') return [];
	let values = cuts.get(list);
	if (!values) {
		if (cuts.size > 20_000) cuts.clear();
		cuts.set(list, (values = list.split(',')));
	}
	return values;
}

const modesOf: Record<string, readonly string[]> = {
	in_person: ['in_person'],
	online: ['online'],
	hybrid: ['hybrid', 'in_person', 'online'],
	phone: ['phone']
};

function facetsOf(row: IndexRow): Partial<Record<Facet, readonly string[]>> {
	const ways = modesOf[row.mode] ?? [row.mode];
	const facets: Partial<Record<Facet, readonly string[]>> = {
		mode: row.has_phone && row.mode !== 'phone' ? [...ways, 'phone'] : ways,
		experience: cut(row.experiences),
		open: [row.openness],
		source: [row.source]
	};
	if (row.audiences !== '') facets.audience = cut(row.audiences);
	if (row.languages !== '') facets.language = cut(row.languages);
	if (row.access !== '') facets.access = cut(row.access);
	if (row.cost !== null) facets.cost = [row.cost];
	if (row.led_by !== null) facets.led_by = [row.led_by];
	return facets;
}

const labels = new Map<string, string>();
/** The words for people of a code, looked up once: a directory says the same few for each row. */
export function labelOf(facet: string, code: string): string {
	const name = `${facet}.${code}`;
	let words = labels.get(name);
	if (words === undefined) {
		words = label(facet, code);
		labels.set(name, words);
	}
	return words;
}

/** The words of a list of codes of one facet. Few lists are different; together they are many. */
const phrases = new Map<string, string>();
function wordsOf(facet: Facet, list: string, codes: readonly string[]): string {
	if (codes.length === 0) return '';
	const name = `${facet} ${list}`;
	let words = phrases.get(name);
	if (words === undefined) {
		words = codes.map((code) => labelOf(facet, code)).join(' ');
		if (phrases.size > 20_000) phrases.clear();
		phrases.set(name, words);
	}
	return words;
}

/** The facets whose words people type; a source or an openness is chosen, not typed. */
function wordsOfFacets(row: IndexRow, { mode = [] }: Entry['facets']): string {
	const { experiences, audiences, access, languages } = row;
	const ways = wordsOf('mode', mode.join(), mode);
	return `${ways} ${wordsOf('experience', experiences, cut(experiences))} ${wordsOf('audience', audiences, cut(audiences))} ${wordsOf('access', access, cut(access))} ${wordsOf('language', languages, cut(languages))}`;
}

/**
 * Each weekday and clock of a listing as a time of its own, because the search asks of each time only its
 * soonest start: a group on Tuesdays and Thursdays is found on both.
 */
function timesOf(row: IndexRow): EntryTime[] {
	if (row.starts === '') return [];
	const times = JSON.parse(row.times) as MeetingTime[];
	if (row.starts === null) return slotsOf(times);
	const zone = times.at(-1)?.timeZone ?? 'UTC';
	return startSlots(row.starts.split(',').map(Number), zone);
}

export function slotsOf(times: readonly MeetingTime[]): EntryTime[] {
	return times.flatMap((time): EntryTime[] => {
		const { startsOn, endsOn, localTime, timeZone, rule } = time;
		const timing = { startsOn, endsOn, localTime, timeZone };
		if (rule.freq !== 'weekly' || rule.weekdays.length === 1) return [{ rule, ...timing }];
		return rule.weekdays.map((weekday) => ({ rule: { ...rule, weekdays: [weekday] }, ...timing }));
	});
}

const clocks = new Map<string, Intl.DateTimeFormat>();
function clockIn(zone: string): Intl.DateTimeFormat {
	let clock = clocks.get(zone);
	if (!clock) {
		clock = new Intl.DateTimeFormat('en-GB', {
			...{ timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit' }
		});
		clocks.set(zone, clock);
	}
	return clock;
}

/** Planned starts by the weekday and the time of day they have where the group meets. */
export function startSlots(starts: readonly number[], zone: string): { starts: number[] }[] {
	const slots = new Map<string, number[]>();
	for (const at of starts) {
		const slot = clockIn(zone).format(at);
		const known = slots.get(slot);
		if (known) known.push(at);
		else slots.set(slot, [at]);
	}
	return [...slots.values()].map((own) => ({ starts: own }));
}
