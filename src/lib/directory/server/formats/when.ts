import { isZone } from '#lib/groups/groups.ts';
import type { MeetingTime } from '#lib/directory/listing.ts';

/** A weekly rule that names no first day counts from here: which one it is changes nothing. */
export const beginning = '2020-01-01';
const dayMinutes = 24 * 60;
export const usualMinutes = 60;
export const mostMinutes = dayMinutes - 1;

/** The seven days in the languages of the feeds we know, and in English shortened; ISO: Monday is 1. */
const dayNames = new Map<string, number>();
for (const language of [
	'en',
	'es',
	'fr',
	'de',
	'nl',
	'pt',
	'it',
	'sv',
	'da',
	'nb',
	'fi',
	'pl',
	'ja'
]) {
	for (const style of language === 'en' ? (['long', 'short'] as const) : (['long'] as const)) {
		const names = new Intl.DateTimeFormat(language, { weekday: style, timeZone: 'UTC' });
		for (let day = 1; day <= 7; day += 1) {
			const name = fold(names.format(Date.UTC(2024, 0, day)));
			if (!dayNames.has(name)) dayNames.set(name, day);
			if (language === 'pt') dayNames.set(name.replace('feira', ''), dayNames.get(name)!);
		}
	}
}
for (const [name, day] of Object.entries({ tues: 2, weds: 3, thur: 4, thurs: 4 }))
	dayNames.set(name, day);

function fold(text: string): string {
	return text
		.normalize('NFKD')
		.replace(/[\p{M}\s.-]/gu, '')
		.toLowerCase();
}

/** The ISO weekday of a name in one of several languages, or null. */
export const dayOfName = (text: string): number | null => dayNames.get(fold(text)) ?? null;

/** Minutes of the day of `19:30`, `19:30:00`, `7:30 PM`, `7pm`, `noon`, `midnight`; null for anything else. */
export function clockOf(raw: unknown): number | null {
	if (typeof raw !== 'string') return null;
	const text = raw.trim().toLowerCase();
	if (text === 'noon') return 12 * 60;
	if (text === 'midnight') return 0;
	const found = /^(\d{1,2})(?:[:.](\d{2}))?(?:[:.]\d{2}(?:\.\d+)?)?\s?([ap])?\.?(?:m\.?)?$/.exec(
		text
	);
	if (!found) return null;
	const [, hours, minutes, half] = found;
	if (!minutes && !half) return null;
	let hour = Number(hours);
	const minute = Number(minutes ?? 0);
	if (half) {
		if (hour < 1 || hour > 12) return null;
		hour = (hour % 12) + (half === 'p' ? 12 : 0);
	}
	return hour < 24 && minute < 60 ? hour * 60 + minute : null;
}

export function sayClock(minutes: number): string {
	const ofDay = ((minutes % dayMinutes) + dayMinutes) % dayMinutes;
	const two = (value: number) => `${value}`.padStart(2, '0');
	return `${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}`;
}

/** From one time of the day to another; one that is not later lies behind midnight. */
export const minutesBetween = (from: number, to: number): number =>
	(to - from + dayMinutes) % dayMinutes;

const knownZones = new Map<string, string | null>();

/** The IANA zone as it is to be written, or null. Aliases stay themselves; case and spaces are put right. */
export function zoneOf(raw: unknown): string | null {
	if (typeof raw !== 'string' || raw.length > 64) return null;
	const known = knownZones.get(raw);
	if (known !== undefined) return known;
	const text = raw.trim().replace(/ /g, '_');
	let zone: string | null = /^utc$/i.test(text) ? 'UTC' : null;
	if (!zone && isZone(text)) {
		const written = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
		zone = written.toLowerCase() === text.toLowerCase() ? written : text;
	}
	if (knownZones.size < 2000) knownZones.set(raw, zone);
	return zone;
}

const offsetNames = new Map<string, Intl.DateTimeFormat>();

/** Minutes east of Greenwich in a zone at a moment. */
export function offsetAt(zone: string, at: Date): number {
	let names = offsetNames.get(zone);
	if (!names) {
		names = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
		offsetNames.set(zone, names);
	}
	const name = names.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
	const found = /([+-])(\d{2}):?(\d{2})/.exec(name);
	if (!found) return 0;
	const minutes = Number(found[2]) * 60 + Number(found[3]);
	return found[1] === '-' ? -minutes : minutes;
}

/** A time in every week on these ISO weekdays. */
export function weekly(
	weekdays: readonly number[],
	start: number,
	minutes: number,
	timeZone: string
): MeetingTime {
	const days = [...new Set(weekdays)].sort((a, b) => a - b);
	return {
		rule: { freq: 'weekly', interval: 1, weekdays: days },
		startsOn: beginning,
		endsOn: null,
		localTime: sayClock(start),
		timeZone,
		minutes
	};
}

/** `YYYY-MM-DD` when the text begins with a day that exists, dashes or not. */
export function dayOf(raw: unknown): string | null {
	if (typeof raw !== 'string') return null;
	const found = /^\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)/.exec(raw);
	if (!found) return null;
	const text = `${found[1]}-${found[2]}-${found[3]}`;
	const date = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : null;
}

/** A moment as feeds write them: `2024-05-31 14:32:23` (UTC), or ISO 8601. Null when it is none. */
export function momentOf(raw: unknown): Date | null {
	if (typeof raw !== 'string' || raw.length > 40) return null;
	const text = raw.trim();
	const shape =
		/^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i;
	const found = shape.exec(text);
	if (!found || !dayOf(found[1])) return null;
	const date = new Date(`${found[1]}T${found[2] ?? '00:00:00'}${found[3] ?? 'Z'}`);
	return Number.isNaN(date.getTime()) ? null : date;
}
