import {
	ICalCalendar,
	ICalCalendarMethod,
	ICalEventStatus,
	type ICalEventData
} from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import type { MeetingTime } from '../../listing.ts';
import { firstDay, sayRule } from './rules.ts';
import { zoneBlock } from './zones.ts';

/** A meeting that is not when the rule says. */
export interface CalendarException {
	/** The day of the rule it stands for, `YYYY-MM-DD` in the zone. */
	on: string;
	/** When it is instead; null when it is called off. */
	movedTo: Date | null;
}

interface Common {
	/** Stays the same for ever; without the host. */
	uid: string;
	title: string;
	/** Grows whenever anything about it changes. */
	sequence: number;
	changedAt: Date;
	location?: string | null;
	/** Where to go online: http or https. */
	conference?: string | null;
	url?: string | null;
}

/** Something that comes again and again by a rule, or a single meeting. */
export type CalendarEvent = Common &
	(
		| { time: MeetingTime; exceptions: readonly CalendarException[] }
		| { at: Date; minutes: number; timeZone: string; isCancelled: boolean }
	);

/** How often a calendar program may ask again. */
const refreshHours = 6;
/** Zones are written this many years ahead of what they are needed for. */
const yearsAhead = 6;

/**
 * A calendar as RFC 5545 and RFC 7986 want it: UTF-8, CRLF, folded at 75 octets, each zone beside the
 * events that use it. Written by ical-generator but for what it does not know (CONFERENCE) or does not
 * do (zones under their own name).
 */
export function writeCalendar(name: string, events: readonly CalendarEvent[], now: Date): string {
	const calendar = new ICalCalendar({
		name: oneLine(name),
		prodId: { company: 'Holdspace', product: 'Meetings' },
		method: ICalCalendarMethod.PUBLISH,
		ttl: refreshHours * 3600,
		timezone: { name: null, generator: (zone) => blockFor(zone, events, now) }
	});
	for (const event of events) for (const one of writeEvent(event)) calendar.createEvent(one);
	return withConferences(calendar.toString());
}

function writeEvent(event: CalendarEvent): ICalEventData[] {
	const base = {
		id: `${event.uid}@holdspace`,
		summary: oneLine(event.title),
		sequence: event.sequence,
		stamp: event.changedAt.toISOString(),
		location: event.location ? oneLine(event.location) : null,
		url: event.url ?? null,
		x: event.conference ? [{ key: conferenceMark, value: event.conference }] : []
	};
	if ('at' in event) {
		const status = event.isCancelled ? ICalEventStatus.CANCELLED : null;
		return [{ ...base, ...span(event.at, event.minutes, event.timeZone), status }];
	}
	const { time, exceptions } = event;
	const first = firstDay(time);
	if (!first) return [];
	const series = { ...base, ...planned(first, time), repeating: sayRule(time) };
	return [series, ...exceptions.map((one) => ({ ...base, ...exception(one, time) }))];
}

/** The clock on the wall, written without an offset: the zone beside it says the rest. */
const wall = (at: Temporal.PlainDateTime) => at.toString({ smallestUnit: 'second' });

function span(at: Date, minutes: number, timezone: string) {
	const start = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timezone);
	const end = start.add({ minutes });
	return { start: wall(start.toPlainDateTime()), end: wall(end.toPlainDateTime()), timezone };
}

function planned(on: string, { localTime, minutes, timeZone: timezone }: MeetingTime) {
	const start = Temporal.PlainDateTime.from(`${on}T${localTime}`);
	return { start: wall(start), end: wall(start.add({ minutes })), timezone };
}

function exception({ on, movedTo }: CalendarException, time: MeetingTime) {
	const original = planned(on, time);
	if (!movedTo)
		return { ...original, recurrenceId: original.start, status: ICalEventStatus.CANCELLED };
	return { ...span(movedTo, time.minutes, time.timeZone), recurrenceId: original.start };
}

function blockFor(zone: string, events: readonly CalendarEvent[], now: Date): string {
	const today = Temporal.PlainDate.from(now.toISOString().slice(0, 10));
	const starts = events.map((event) =>
		'at' in event
			? Temporal.PlainDate.from(event.at.toISOString().slice(0, 10))
			: Temporal.PlainDate.from(event.time.startsOn)
	);
	const from = starts.reduce((a, b) => (Temporal.PlainDate.compare(a, b) < 0 ? a : b), today);
	return zoneBlock(zone, from.subtract({ days: 1 }), today.add({ years: yearsAhead }));
}

/** The library escapes no line end in a calendar's name, and none that only some programs take for one. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');

const conferenceMark = 'X-HOLDSPACE-CONFERENCE';

/** RFC 7986 5.11 instead of the mark that stands for it. A link is ASCII, so octets are characters. */
function withConferences(text: string): string {
	const marked = new RegExp(`^${conferenceMark}:(.*(?:\\r\\n[ \\t].*)*)\\r\\n`, 'gm');
	return text.replace(marked, (_, folded: string) => {
		const uri = ascii(folded.replace(/\r\n[ \t]/g, '').replace(/\\([;,\\])/g, '$1'));
		const line = `CONFERENCE;VALUE=URI;FEATURE=AUDIO,CHAT,VIDEO:${uri}`;
		return `${line.slice(0, 75)}${line.slice(75).replace(/.{1,74}/g, '\r\n $&')}\r\n`;
	});
}

/** Links of feeds may hold a `%` that begins no letter: one such must not take the whole calendar down. */
function ascii(uri: string): string {
	try {
		return encodeURI(decodeURI(uri));
	} catch {
		return encodeURI(uri.toWellFormed()).replace(/%25/g, '%');
	}
}
