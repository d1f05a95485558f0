import type { SeriesRule } from '#lib/groups/groups.ts';
import type { MeetingTime } from '#lib/directory/listing.ts';
import { lastOf } from './last-day.ts';
import type { ReadOptions } from './reading.ts';
import type { Taking } from './taking.ts';
import { say, textOfValue } from './taking.ts';
import {
	beginning,
	clockOf,
	dayOf,
	minutesBetween,
	offsetAt,
	sayClock,
	usualMinutes,
	zoneOf
} from './when.ts';

type Fields = Record<string, unknown>;

export const weekdayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const isoOf = (code: string): number => weekdayCodes.indexOf(code as 'MO') + 1;
const mostSchedules = 40;

/** The times of HSDS schedules; empty: by appointment. Null: refused, since no zone is known. */
export function readSchedules(
	row: Taking,
	schedules: readonly unknown[],
	options: ReadOptions
): MeetingTime[] | null {
	if (schedules.length > mostSchedules) say(row, 'schedules', `${schedules.length}`, 'too_many');
	const times: MeetingTime[] = [];
	for (const schedule of schedules.slice(0, mostSchedules)) {
		if (typeof schedule !== 'object' || schedule === null) continue;
		const read = readSchedule(row, schedule as Fields, options);
		if (!read) return null;
		times.push(...read);
	}
	return times;
}

function readSchedule(row: Taking, fields: Fields, options: ReadOptions): MeetingTime[] | null {
	const told = ['freq', 'byday', 'bymonthday', 'dtstart', 'opens_at'].filter((field) =>
		textOfValue(fields[field])
	);
	// Some schedules are words only.
	if (told.length === 0) return [];
	const start = wallClock(fields.opens_at);
	if (!start) {
		const isTold = told.includes('opens_at');
		say(row, 'opens_at', fields.opens_at, isTold ? 'time_unreadable' : 'time_missing');
		return [];
	}
	const zone = zoneOfSchedule(row, fields, start.offset, options);
	if (zone === null) return null;
	const rules = rulesOf(fields);
	if (typeof rules === 'string') {
		say(row, 'schedules', fields, rules);
		return [];
	}
	const startsOn = dayOf(fields.dtstart) ?? dayOf(fields.valid_from) ?? beginning;
	return rules.map((rule) => ({
		rule,
		startsOn,
		endsOn: isOnce(fields) ? startsOn : endOf(row, fields, rule, startsOn),
		localTime: sayClock(start.minutes),
		timeZone: zone,
		minutes: lengthOf(row, fields, start.minutes)
	}));
}

/** A date without any repetition is that date alone. */
const isOnce = (fields: Fields): boolean =>
	!textOfValue(fields.freq) && !textOfValue(fields.byday) && !textOfValue(fields.bymonthday);

/** `09:00`, `09:00:00`, `09:00Z`, `09:00-05:00`: minutes of the day, and the offset where one is told. */
function wallClock(raw: unknown): { minutes: number; offset: number | null } | null {
	const text = textOfValue(raw)?.trim() ?? '';
	const found = /^(\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|[+-]\d{2}(?::?\d{2})?)$/i.exec(
		text
	);
	const minutes = clockOf(found ? found[1] : text);
	if (minutes === null) return null;
	return { minutes, offset: found ? offsetOf(found[2]!) : null };
}

function offsetOf(text: string): number {
	if (/^z$/i.test(text)) return 0;
	const digits = text.slice(1).replace(':', '').padEnd(4, '0');
	const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
	return text.startsWith('-') ? -minutes : minutes;
}

/**
 * The zone the clock on the wall follows. The format itself knows only an offset: the source's zone, or
 * the one named in the notes, says which days it changes on. An offset that zone never has means what
 * it says, and is kept as a fixed one.
 */
function zoneOfSchedule(
	row: Taking,
	fields: Fields,
	told: number | null,
	options: ReadOptions
): string | null {
	const zone = zoneInNotes(fields.notes) ?? zoneOf(options.timeZone);
	if (!zone) {
		say(row, 'timezone', fields.timezone, 'zone_missing', 'rejected');
		return null;
	}
	const hours = Number(textOfValue(fields.timezone) || Number.NaN);
	const offset = told ?? (Number.isFinite(hours) && Math.abs(hours) <= 14 ? hours * 60 : null);
	if (offset === null || offsetsOf(zone).includes(offset)) return zone;
	say(row, 'timezone', `${offset / 60}`, 'offset_differs');
	if (offset === 0) return 'UTC';
	// The names of fixed zones count westwards.
	return offset % 60 === 0 ? `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset) / 60}` : zone;
}

function zoneInNotes(raw: unknown): string | null {
	const notes = textOfValue(raw)?.slice(0, 2000) ?? '';
	const named = /\btime ?zone:\s{0,3}([\w/+-]{1,64})/i.exec(notes)?.[1];
	const places = notes.match(/\b[A-Z][A-Za-z_]{1,30}\/[A-Za-z_]{1,30}(?:\/[A-Za-z_]{1,30})?/g);
	return [named, ...(places ?? [])].map(zoneOf).find((zone) => zone !== null) ?? null;
}

const offsets = new Map<string, number[]>();

/** The offsets of a zone in winter and in summer. */
function offsetsOf(zone: string): number[] {
	let found = offsets.get(zone);
	if (!found) {
		found = [0, 6].map((month) => offsetAt(zone, new Date(Date.UTC(2026, month, 15, 12))));
		offsets.set(zone, found);
	}
	return found;
}

/** The rules of a schedule, or the reason why ours cannot say it. */
function rulesOf(fields: Fields): SeriesRule[] | 'schedule_unreadable' | 'schedule_needs_start' {
	const word = (field: string) => (textOfValue(fields[field]) ?? '').trim().toUpperCase();
	const freq =
		word('freq') || (/[A-Z]/.test(word('byday')) && !/\d/.test(word('byday')) ? 'WEEKLY' : '');
	const interval = Number(word('interval') || 1);
	if (word('byweekno') || word('byyearday')) return 'schedule_unreadable';
	if (!Number.isInteger(interval) || interval < 1 || interval > 12) return 'schedule_unreadable';
	const first = dayOf(fields.dtstart);
	if (interval > 1 && !first) return 'schedule_needs_start';
	const days = daysOf(word('byday'));
	const dates = word('bymonthday').split(',').filter(Boolean).map(Number);
	if (!days) return 'schedule_unreadable';
	const startDay = first ? new Date(`${first}T00:00:00Z`).getUTCDay() || 7 : null;
	let rules: SeriesRule[] = [];
	if (freq === 'WEEKLY' || isOnce(fields)) {
		const weekdays = days.length > 0 ? days.map(({ day }) => day) : startDay ? [startDay] : [];
		// Which week a Sunday belongs to matters as soon as some weeks are left out.
		const wkst = word('wkst') || 'MO';
		if (interval > 1 && weekdays.length > 1 && wkst !== 'MO') return 'schedule_unreadable';
		const sorted = [...new Set(weekdays)].sort((a, b) => a - b);
		if (sorted.length > 0) rules = [{ freq: 'weekly', interval, weekdays: sorted }];
	} else if (freq === 'MONTHLY' || (!freq && dates.length > 0)) {
		if (days.length > 0 && dates.length > 0) return 'schedule_unreadable';
		const onDates = dates.length > 0 || !first ? dates : [Number(first.slice(8))];
		if (days.length > 0) rules = days.flatMap((each) => monthlyOn(each, interval));
		else rules = onDates.map((monthDay) => ({ freq: 'monthly', interval, monthDay }));
		if (days.length > 0 && rules.length !== days.length) return 'schedule_unreadable';
		const isOdd = (rule: SeriesRule) =>
			rule.freq === 'monthly' &&
			!(
				Number.isInteger(rule.monthDay) &&
				rule.monthDay >= -1 &&
				rule.monthDay <= 31 &&
				rule.monthDay
			);
		if (rules.some(isOdd)) return 'schedule_unreadable';
	}
	return rules.length > 0 ? rules.slice(0, 14) : 'schedule_unreadable';
}

interface Day {
	nth: number | null;
	day: number;
}

/** `TH,FR`, `2MO`, `-1FR`; null when a part is none of these. */
function daysOf(text: string): Day[] | null {
	const days: Day[] = [];
	for (const part of text.split(',')) {
		const trimmed = part.trim();
		if (!trimmed) continue;
		const found = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(trimmed);
		if (!found) return null;
		days.push({ nth: found[1] ? Number(found[1]) : null, day: isoOf(found[2]!) });
	}
	return days;
}

/** Every Monday of every month is every Monday; of every second month it is nothing we can say. */
function monthlyOn({ nth, day }: Day, interval: number): SeriesRule[] {
	if (nth === null) return interval === 1 ? [{ freq: 'weekly', interval: 1, weekdays: [day] }] : [];
	if (nth === 0 || nth < -1 || nth > 5) return [];
	return [{ freq: 'monthly_weekday', interval, nth, weekday: day }];
}

function endOf(row: Taking, fields: Fields, rule: SeriesRule, startsOn: string): string | null {
	const ends = ['until', 'valid_to'].flatMap((field) => {
		const day = dayOf(fields[field]);
		if (!day && textOfValue(fields[field])) say(row, field, fields[field], 'date_unreadable');
		return day ?? [];
	});
	const count = Number(textOfValue(fields.count) || 0);
	const last = Number.isInteger(count) && count > 0 ? lastOf(rule, startsOn, count) : null;
	return [...ends, ...(last ? [last] : [])].sort()[0] ?? null;
}

function lengthOf(row: Taking, fields: Fields, start: number): number {
	if (!textOfValue(fields.closes_at)) return usualMinutes;
	const end = wallClock(fields.closes_at);
	const minutes = end ? minutesBetween(start, end.minutes) : 0;
	if (minutes > 0) return minutes;
	say(row, 'closes_at', fields.closes_at, 'end_unreadable');
	return usualMinutes;
}
