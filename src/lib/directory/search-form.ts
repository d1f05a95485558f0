import { z } from 'zod';
import { dayParts } from './guided.ts';
import { farthestKm, type DirectoryQuery } from './inputs.ts';
import { kmOf, type Unit } from './units.ts';

const text = (most: number) => z.string().trim().max(most, 'too_long').default('');
const many = z.array(z.string().max(80, 'choose')).max(40, 'too_many').default([]);

/** Facets that are ticked, any number of values each. */
export const ticked = [
	...(['experience', 'audience', 'language', 'access'] as const),
	...(['open', 'cost', 'led_by', 'source'] as const)
] as const;
export type Ticked = (typeof ticked)[number];

/**
 * What the form of Find sends. Its choices are written as the API writes them (`1,2` for Mondays and
 * Tuesdays), so that a link that asks for more than the form offers can fill it all the same.
 */
export const SearchForm = z.object({
	q: text(200),
	/** As typed, or the name of what was picked. */
	place: text(120),
	/** What was picked: `LAT,LNG its name`. Holds as long as `place` still says that name, or `which`. */
	pick: text(300),
	/** What was typed when the page asked which of several places was meant. */
	which: text(120),
	/** Empty: the usual distance. Else km, or `nearest N`. */
	far: text(20),
	mode: text(60),
	/** Weekdays, 0 is Sunday. */
	day: text(20),
	/** `HH:MM-HH:MM`, or `soon MINUTES`. */
	part: text(20),
	sort: text(10),
	...{ experience: many, audience: many, language: many, access: many },
	...{ open: many, cost: many, led_by: many, source: many },
	cursor: text(600),
	/** Cursors of the pages before this one; the first page is empty. */
	trail: z.array(z.string().max(600)).max(200).default([]),
	do: z.enum(['find', 'link'], 'choose').default('find')
});
export type Asked = z.output<typeof SearchForm>;
export const nothingAsked: Asked = SearchForm.parse({});

/** As far as many would go for an evening. */
export const usualKm = 50;
const nearestOffered = 'nearest 20';
export const soonMinutes = 120;
/** In km, as searches have it: round ones, or of round miles. */
export const farChoices: Readonly<Record<Unit, readonly string[]>> = {
	km: ['5', '10', '25', '', '100', nearestOffered],
	mi: [...[3, 5, 15].map(kmOf), '', kmOf(60), nearestOffered]
};
export const modeChoices = ['', 'online', 'in_person', 'hybrid', 'phone'] as const;
export const dayChoices = ['', '1', '2', '3', '4', '5', '6', '0', '1,2,3,4,5', '0,6'] as const;
export const partChoices: Readonly<Record<string, string>> = {
	any: '',
	soon: `soon ${soonMinutes}`,
	...Object.fromEntries(
		Object.entries(dayParts).map(([name, { from, to }]) => [name, `${from}-${to}`])
	)
};

/** The picked place, if what is typed still means it. */
export function pickedIn({ place, pick, which }: Asked): { near: string; label: string } | null {
	const [, near = '', label = ''] = /^(-?[\d.]+,-?[\d.]+) (.+)$/.exec(pick) ?? [];
	return near && place && (place === label || place === which) ? { near, label } : null;
}

/** What "where" says: somewhere, or the word "online", which is no place. */
const ways: Readonly<Record<string, string>> = {
	...{ online: 'online', 'on line': 'online', internet: 'online', phone: 'phone' },
	'by phone': 'phone'
};
export function wayTyped(asked: Asked): Asked {
	const way = ways[asked.place.toLowerCase()];
	return way ? { ...asked, place: '', pick: '', mode: way } : asked;
}

const listed = (codes: string) => codes.split(',').filter(Boolean);

/** The search that a form means. Not checked: the operation does that. */
export function queryOf(asked: Asked): DirectoryQuery {
	const picked = pickedIn(asked);
	const { q, place, cursor, part, far, sort } = asked;
	const [, soon] = /^soon (\d+)$/.exec(part) ?? [];
	const [from, to] = soon ? [] : part.split('-');
	const [, nearest] = /^nearest (\d+)$/.exec(far) ?? [];
	const where = picked ? { near: picked.near } : { place };
	const howFar = nearest ? { nearest } : { within_km: far || usualKm };
	const query = {
		...{ q, ...where, ...(place ? howFar : {}), cursor, from, to, starts_within: soon },
		...{ weekday: listed(asked.day), mode: listed(asked.mode) },
		...Object.fromEntries(ticked.map((facet) => [facet, asked[facet]])),
		sort: sort === 'distance' && !place ? '' : sort
	};
	return query as DirectoryQuery;
}

const joined = (list: unknown, order?: readonly string[]): string => {
	const codes = (Array.isArray(list) ? list.map(String) : []).sort();
	const key = codes.join();
	return order?.find((choice) => choice.split(',').sort().join() === key) ?? codes.join(',');
};
const said = (value: unknown) =>
	value === undefined || value === null ? '' : String(value as string);

/** The form that a link fills. `spot` names a place that the link gives in degrees only. */
export function askedBy(query: DirectoryQuery, spot: string): Asked {
	const { near, within_km, nearest, from, to, starts_within } = query;
	const hours = from || to ? `${said(from) || '00:00'}-${said(to) || '24:00'}` : '';
	const km = said(within_km) === String(usualKm) ? '' : said(within_km);
	// A link that says neither means however far.
	const isFar = (near ?? query.place) && !within_km && !nearest;
	const form = {
		...{ q: said(query.q), place: near ? spot : said(query.place), sort: said(query.sort) },
		pick: near ? `${said(near).replaceAll(' ', '')} ${spot}` : '',
		far: nearest ? `nearest ${said(nearest)}` : isFar ? String(farthestKm) : km,
		part: starts_within ? `soon ${said(starts_within)}` : hours,
		...{ day: joined(query.weekday, dayChoices), mode: joined(query.mode) },
		...Object.fromEntries(ticked.map((facet) => [facet, query[facet]]))
	};
	const read = SearchForm.safeParse(form);
	return read.success ? read.data : nothingAsked;
}

const set = (name: keyof Asked, without: Partial<Asked>) => [name, without] as const;
/** What can be left out of a search, one at a time. `online` gives up the place instead. */
const parts = [
	set('q', { q: '' }),
	set('day', { day: '' }),
	set('part', { part: '' }),
	set('mode', { mode: '' }),
	...ticked.map((facet) => set(facet, { [facet]: [] }))
];

export interface Wider {
	/** What is left out or loosened (`directory.find.wider.<code>`). */
	code: string;
	asked: Asked;
}

/** The searches that ask for a little less. */
export function widerThan(asked: Asked): Wider[] {
	const first = { ...asked, cursor: '', trail: [] };
	const wider: Wider[] = parts
		.filter(([name]) => asked[name].length > 0)
		.map(([code, without]) => ({ code, asked: { ...first, ...without } }));
	if (!asked.place) return wider;
	if (/^[\d.]*$/.test(asked.far))
		wider.push({ code: 'far', asked: { ...first, far: nearestOffered } });
	wider.push({
		code: 'online',
		asked: { ...first, place: '', pick: '', far: '', mode: 'online', sort: '' }
	});
	return wider;
}

/** A form as the fields of another form, for buttons that ask again with something changed. */
export function fieldsOf(asked: Asked): [string, string][] {
	return Object.entries(asked).flatMap(([name, value]): [string, string][] =>
		Array.isArray(value)
			? value.map((one) => [`${name}[]`, one])
			: value && name !== 'do'
				? [[name, value]]
				: []
	);
}
