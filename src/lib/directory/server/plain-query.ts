import { isZone } from '#lib/groups/groups.ts';
import { farthestKm, mostNearest, pageSizes, type ReadQuery } from '../inputs.ts';
import {
	accessNeeds,
	audiences,
	costs,
	experiences,
	leaders,
	modes,
	opennesses
} from '../vocabulary.ts';

/** What one parameter says; undefined when that is not plain. */
type Reading = (text: string) => unknown;

const most = 40;
const several =
	(fits: (value: string) => boolean): Reading =>
	(text) => {
		const values = text.split(',');
		return values.length <= most && values.every(fits) ? values : undefined;
	};
const oneOf = (all: readonly string[]): Reading => {
	const known = new Set(all);
	return several((value) => known.has(value));
};
const whole =
	(last: number): Reading =>
	(text) =>
		/^[1-9]\d{0,4}$/.test(text) && Number(text) <= last ? Number(text) : undefined;
const words =
	(least: number, longest: number): Reading =>
	(text) =>
		text.length >= least && text.length <= longest && text.trim() === text ? text : undefined;
const clock: Reading = (text) =>
	/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text)
		? Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
		: undefined;
const weekdays = several((value) => /^[0-6]$/.test(value));

const readings = new Map<string, Reading>(
	Object.entries({
		q: words(1, 200),
		near(text) {
			if (!/^-?\d{1,3}(\.\d{1,10})?,-?\d{1,3}(\.\d{1,10})?$/.test(text)) return undefined;
			const [lat = 0, lng = 0] = text.split(',').map(Number);
			return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? { lat, lng } : undefined;
		},
		place: words(2, 80),
		within_km: (text) =>
			/^\d{1,5}(\.\d{1,6})?$/.test(text) && Number(text) <= farthestKm ? Number(text) : undefined,
		nearest: whole(mostNearest),
		weekday: (text) => (weekdays(text) as string[] | undefined)?.map(Number),
		from: clock,
		to: clock,
		tz: (text) => (text.length <= 64 && isZone(text) ? text : undefined),
		starts_within: whole(7 * 24 * 60),
		mode: oneOf(modes),
		experience: oneOf(experiences),
		audience: oneOf(audiences),
		language: several((value) => /^[a-z]{2,3}$/.test(value)),
		access: oneOf(accessNeeds),
		open: oneOf(opennesses),
		cost: oneOf(costs),
		led_by: oneOf(leaders),
		source: several((value) => value.length <= 80 && value !== '' && value.trim() === value),
		sort: (text) => (text === 'next' || text === 'distance' ? text : undefined),
		limit: whole(pageSizes.most),
		cursor: (text) => (text.length <= 600 ? text : undefined)
	} satisfies Record<keyof ReadQuery, Reading>)
);

/**
 * What follows the question mark of an address, read as `DirectoryQuery` reads it, or null where anything is
 * not as plain as it nearly always is: the schema, which takes twenty times as long, then says what it means
 * or what is wrong with it.
 */
export function readPlainly(asked: string): ReadQuery | null {
	const query: Record<string, unknown> = { limit: pageSizes.usual };
	const seen = new Set<string>();
	for (const part of asked === '' ? [] : asked.split('&')) {
		const at = part.indexOf('=');
		const name = part.slice(0, at);
		const value = decoded(part.slice(at + 1));
		const reading = readings.get(name);
		if (at < 0 || !reading || !value || seen.has(name)) return null;
		seen.add(name);
		const said = reading(value);
		if (said === undefined) return null;
		query[name] = said;
	}
	const isSomewhere = seen.has('near') || seen.has('place');
	if (seen.has('near') && seen.has('place')) return null;
	if (!isSomewhere && (seen.has('within_km') || seen.has('nearest'))) return null;
	if (!isSomewhere && query.sort === 'distance') return null;
	return query as unknown as ReadQuery;
}

function decoded(text: string): string | null {
	const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
	if (!spaced.includes('%')) return spaced;
	try {
		return decodeURIComponent(spaced);
	} catch {
		return null;
	}
}
