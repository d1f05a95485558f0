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
	const kept = new Map<string, Map<number, T>>();
	let count = 0;
	return (at, zone) => {
		const quarter = Math.floor(at.getTime() / quarterHour);
		const known = kept.get(zone)?.get(quarter);
		if (known !== undefined) return known;
		if (count >= mostKept) kept.clear();
		count = count >= mostKept ? 1 : count + 1;
		const value = compute(at, zone);
		const own = kept.get(zone) ?? new Map<number, T>();
		kept.set(zone, own.set(quarter, value));
		return value;
	};
}

/** Hour and half of the day as they are said, and the minute that the quarter begins with. */
const quarterOf = once((at, zone) => {
	const begun = Math.floor(at.getTime() / quarterHour) * quarterHour;
	const parts = format(zone, { hour: 'numeric', minute: '2-digit', hour12: true }).formatToParts(
		begun
	);
	const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
	return {
		hour: part('hour') === '0' ? '12' : part('hour'),
		minute: Number(part('minute')),
		half: part('dayPeriod').toLowerCase().replaceAll('.', '')
	};
});

/** "7 in the evening", "half past six" stay clear as numbers: "7 pm", "6:30 pm". */
export function sayTime(at: Date, zone: string): string {
	const { hour, minute: first, half } = quarterOf(at, zone);
	const since = at.getTime() - Math.floor(at.getTime() / quarterHour) * quarterHour;
	const minute = first + Math.floor(since / 60_000);
	return `${hour}${minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`} ${half}`;
}

/** "Tuesday 24 November"; with the year when it is not this one. */
export function sayDay(at: Date, zone: string, now?: Date): string {
	const sameYear = !now || yearIn(at, zone) === yearIn(now, zone);
	return sameYear ? dayAlone(at, zone) : `${dayAlone(at, zone)} ${yearIn(at, zone)}`;
}

const dayAlone = once((at, zone) =>
	format(zone, { weekday: 'long', day: 'numeric', month: 'long' }).format(at).replace(',', '')
);

/** "Tuesday". */
export const sayWeekday = once((at, zone): string => format(zone, { weekday: 'long' }).format(at));

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
