import type { MeetingTime } from '../listing.ts';
import { label } from '../sentences.ts';
import type { IndexRow } from './rows.ts';
import type { Entry, EntryTime, Facet } from './search/query.ts';

/** A row as the search reads it. */
export function entryOf(row: IndexRow): Entry {
	const ways = saidOf('mode', row.has_phone ? `${row.mode},phone` : row.mode);
	const experience = saidOf('experience', row.experiences);
	const audience = saidOf('audience', row.audiences);
	const access = saidOf('access', row.access);
	const language = saidOf('language', row.languages);
	const facets: Partial<Record<Facet, readonly string[]>> = {
		...{ mode: ways.codes, experience: experience.codes },
		...{ open: [row.openness], source: [row.source] }
	};
	if (row.audiences !== '') facets.audience = audience.codes;
	if (row.languages !== '') facets.language = language.codes;
	if (row.access !== '') facets.access = access.codes;
	if (row.cost !== null) facets.cost = [row.cost];
	if (row.led_by !== null) facets.led_by = [row.led_by];
	return {
		id: row.listing_id,
		text: row.words,
		// The facets whose words people type; a source or an openness is chosen, not typed.
		said: [ways.words, experience.words, audience.words, access.words, language.words],
		facets,
		at:
			row.latitude === null || row.longitude === null
				? null
				: { lat: row.latitude, lng: row.longitude },
		times: timesOf(row)
	};
}

interface Said {
	codes: readonly string[];
	/** For people, joined by spaces. */
	words: string;
}
type Typed = 'mode' | 'experience' | 'audience' | 'access' | 'language';
/** By facet and list. Few lists are different; together they are many. */
const known: Record<Typed, Map<string, Said>> = {
	...{ mode: new Map(), experience: new Map(), audience: new Map() },
	...{ access: new Map(), language: new Map() }
};
const mostKnown = 20_000;

/** What a list of codes joined by commas says. */
function saidOf(facet: Typed, list: string): Said {
	let said = known[facet].get(list);
	if (!said) {
		const listed = list === '' ? [] : list.split(',');
		const codes = facet === 'mode' ? waysOf(listed) : listed;
		said = { codes, words: codes.map((code) => labelOf(facet, code)).join(' ') };
		if (known[facet].size > mostKnown) known[facet].clear();
		known[facet].set(list, said);
	}
	return said;
}

/** Whoever looks for one of the ways to meet finds a group that meets in both. */
const waysOf = (modes: readonly string[]): string[] => [
	...new Set(
		modes.flatMap((mode) => (mode === 'hybrid' ? ['hybrid', 'in_person', 'online'] : mode))
	)
];

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
		const { rule } = time;
		if (rule.freq !== 'weekly' || rule.weekdays.length === 1) return [time];
		return rule.weekdays.map((weekday) => ({ ...time, rule: { ...rule, weekdays: [weekday] } }));
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
