/**
 * Times as a person would say them, in the reader's own zone. English for now; the shapes come from
 * Intl, so another language changes the tag, not the code.
 */
const tag = 'en-GB';
const made = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const key = zone + JSON.stringify(options);
	let one = made.get(key);
	if (!one) made.set(key, (one = new Intl.DateTimeFormat(tag, { timeZone: zone, ...options })));
	return one;
}

/**
 * Days and hours change only at whole quarter hours, in every zone and at every change of clocks. Asking
 * Intl costs more than drawing a card, so each quarter hour is asked about once.
 */
const quarterHour = 900_000;
const mostKept = 5000;
function once<T>(compute: (at: Date, zone: string) => T): (at: Date, zone: string) => T {
	const kept = new Map<string, T>();
	return (at, zone) => {
		const key = `${Math.floor(at.getTime() / quarterHour)} ${zone}`;
		const known = kept.get(key);
		if (known !== undefined) return known;
		if (kept.size >= mostKept) kept.clear();
		const value = compute(at, zone);
		kept.set(key, value);
		return value;
	};
}

/** "7 in the evening", "half past six" stay clear as numbers: "7 pm", "6:30 pm". */
export function sayTime(at: Date, zone: string): string {
	const parts = format(zone, { hour: 'numeric', minute: '2-digit', hour12: true }).formatToParts(
		at
	);
	const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
	const hour = part('hour') === '0' ? '12' : part('hour');
	const minutes = part('minute') === '00' ? '' : `:${part('minute')}`;
	return `${hour}${minutes} ${part('dayPeriod').toLowerCase().replaceAll('.', '')}`;
}

/** "Tuesday 24 November"; with the year when it is not this one. */
export function sayDay(at: Date, zone: string, now?: Date): string {
	const sameYear = !now || yearIn(at, zone) === yearIn(now, zone);
	return format(zone, {
		weekday: 'long',
		day: 'numeric',
		month: 'long',
		...(sameYear ? {} : { year: 'numeric' })
	})
		.format(at)
		.replace(',', '');
}

/** "Tuesday". */
export const sayWeekday = (at: Date, zone: string): string =>
	format(zone, { weekday: 'long' }).format(at);

/** "Tuesday 24 November at 7 pm". */
export const sayWhen = (at: Date, zone: string, now?: Date): string =>
	`${sayDay(at, zone, now)} at ${sayTime(at, zone)}`;

type PartOfDay = 'morning' | 'afternoon' | 'evening' | 'night';

/** "morning", "afternoon", "evening" or "night" in that zone. */
export const partOfDay = once((at, zone): PartOfDay => {
	const hour = Number(format(zone, { hour: 'numeric', hourCycle: 'h23' }).format(at));
	if (hour < 5 || hour >= 22) return 'night';
	if (hour < 12) return 'morning';
	return hour < 17 ? 'afternoon' : 'evening';
});

/** The calendar day in that zone as YYYY-MM-DD: two moments on the same day have the same text. */
export const dayIn = once((at, zone): string => {
	const parts = format(zone, {
		year: 'numeric',
		month: '2-digit',
		day: '2-digit'
	}).formatToParts(at);
	const part = (type: string) => parts.find((p) => p.type === type)!.value;
	return `${part('year')}-${part('month')}-${part('day')}`;
});

/** Whole calendar days from `from` to `to` in that zone: 0 is the same day, 1 the next. */
export function daysBetween(from: Date, to: Date, zone: string): number {
	const midnight = (at: Date) => Date.parse(`${dayIn(at, zone)}T00:00:00Z`);
	return Math.round((midnight(to) - midnight(from)) / 86_400_000);
}

/** Zones to choose from, "Europe/Berlin", each in words. */
export const zoneChoices = (zones: readonly string[]): { value: string; label: string }[] =>
	zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));

/** "Berlin time", for saying which zone the times are in. */
export function sayZone(zone: string): string {
	if (zone === 'UTC' || zone.startsWith('Etc/')) return 'UTC';
	return `${zone.split('/').at(-1)!.replaceAll('_', ' ')} time`;
}

const yearIn = (at: Date, zone: string) => dayIn(at, zone).slice(0, 4);
