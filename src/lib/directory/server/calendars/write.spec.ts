import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { occurrences } from '#lib/groups/server/groups.ts';
import type { MeetingTime } from '../../listing.ts';
import { writeCalendar, type CalendarEvent, type CalendarException } from './write.ts';

/** Read back by another program than the one that wrote it. */
const now = new Date('2026-03-01T12:00:00Z');
const common = { uid: 'one', title: 'Meeting', sequence: 0, changedAt: now };
const weekly = (timeZone: string, more: Partial<MeetingTime> = {}): MeetingTime => ({
	rule: { freq: 'weekly', interval: 1, weekdays: [2] },
	startsOn: '2026-01-01',
	endsOn: null,
	localTime: '19:00',
	timeZone,
	minutes: 90,
	...more
});
const text = (time: MeetingTime, exceptions: CalendarException[] = []) =>
	writeCalendar('Meetings', [{ ...common, time, exceptions }], now);

/** The zones a calendar brings along, and nothing this machine knows beside them. */
function startsIn(written: string, from: Date, to: Date): Date[] {
	const root = new ICAL.Component(ICAL.parse(written));
	ICAL.TimezoneService.reset();
	for (const zone of root.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
	const events = root.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
	const main = events.filter((event) => !event.isRecurrenceException());
	for (const other of events.filter((event) => event.isRecurrenceException()))
		main.find((event) => event.uid === other.uid)!.relateException(other);
	return main.flatMap((event) => {
		const found: Date[] = [];
		const iterator = event.iterator();
		for (let next = iterator.next(); next; next = iterator.next()) {
			const { item, startDate } = event.getOccurrenceDetails(next);
			const at = startDate.toJSDate();
			if (next.toJSDate() >= to) break;
			const isOff = item.component.getFirstPropertyValue('status') === 'CANCELLED';
			if (at >= from && at < to && !isOff) found.push(at);
		}
		return found;
	});
}

describe('a calendar read by another program', () => {
	const from = new Date('2026-01-01T00:00:00Z');
	const to = new Date('2027-12-31T00:00:00Z');
	test.each(['America/New_York', 'Europe/London', 'Australia/Sydney', 'Australia/Lord_Howe'])(
		'keeps the clock on the wall of %s across both changes of two years',
		(zone) => {
			const time = weekly(zone, { rule: { freq: 'weekly', interval: 1, weekdays: [1, 7] } });
			const expected = occurrences(time, from, to).map(({ at }) => at);
			expect(expected.length).toBeGreaterThan(200);
			const offsets = new Set(expected.map((at) => at.getUTCHours() * 60 + at.getUTCMinutes()));
			expect(offsets.size).toBe(2);
			expect(startsIn(text(time), from, to)).toEqual(expected);
		}
	);

	const rule = fc.oneof(
		fc.record({
			freq: fc.constant('weekly' as const),
			interval: fc.integer({ min: 1, max: 5 }),
			weekdays: fc
				.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 })
				.map((days) => days.sort((a, b) => a - b))
		}),
		fc.record({
			freq: fc.constant('monthly' as const),
			interval: fc.integer({ min: 1, max: 4 }),
			monthDay: fc.constantFrom(-1, 1, 15, 29, 30, 31)
		}),
		fc.record({
			freq: fc.constant('monthly_weekday' as const),
			interval: fc.integer({ min: 1, max: 4 }),
			nth: fc.constantFrom(-1, 1, 2, 3, 4, 5),
			weekday: fc.integer({ min: 1, max: 7 })
		})
	);
	const zones = [
		'America/New_York',
		'Europe/Dublin',
		'Australia/Lord_Howe',
		'Asia/Calcutta',
		'UTC'
	];
	test('names the same moments as we do, for every rule', () => {
		fc.assert(
			fc.property(
				rule,
				fc.constantFrom(...zones),
				fc.integer({ min: 0, max: 23 }).filter((hour) => hour !== 1 && hour !== 2),
				fc.integer({ min: 0, max: 400 }),
				fc.boolean(),
				(one, zone, hour, offset, ends) => {
					const startsOn = new Date(from.getTime() + offset * 86_400_000)
						.toISOString()
						.slice(0, 10);
					const localTime = `${String(hour).padStart(2, '0')}:30`;
					const endsOn = ends ? '2027-06-30' : null;
					const time = weekly(zone, { rule: one, startsOn, localTime, endsOn });
					const expected = occurrences(time, from, to).map(({ at }) => at);
					expect(startsIn(text(time), from, to)).toEqual(expected);
				}
			),
			{ numRuns: 150 }
		);
	});

	test('moves and calls off single meetings, and the others stay', () => {
		const moved = new Date('2026-03-11T18:00:00Z');
		const written = text(weekly('Europe/London'), [
			{ on: '2026-03-10', movedTo: moved },
			{ on: '2026-03-17', movedTo: null }
		]);
		const starts = startsIn(written, now, new Date('2026-03-31T00:00:00Z'));
		expect(starts.map((at) => at.toISOString().slice(0, 16))).toEqual([
			...['2026-03-03T19:00', '2026-03-11T18:00', '2026-03-24T19:00']
		]);
		expect(written).toContain('STATUS:CANCELLED\r\n');
		expect(written).toContain('RECURRENCE-ID;TZID=Europe/London:20260310T190000\r\n');
	});
});

describe('what is written', () => {
	const single: CalendarEvent = {
		...{ ...common, at: now, minutes: 60, timeZone: 'Asia/Calcutta', isCancelled: false },
		location: 'Haus; Garten, Straße \\ 1',
		conference: `https://example.org/${'a,b;'.repeat(40)}`
	};
	test('has CRLF only, and no line over 75 octets, whatever the words', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (location) => {
				const written = writeCalendar('Treffen', [{ ...single, location }], now);
				expect(written.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
				for (const line of written.split('\r\n')) {
					expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
					expect(line).not.toContain('�');
				}
			})
		);
	});
	test('gives words and links back as they were', () => {
		const root = new ICAL.Component(ICAL.parse(writeCalendar('Treffen', [single], now)));
		const event = root.getFirstSubcomponent('vevent')!;
		expect(event.getFirstPropertyValue('location')).toBe('Haus; Garten, Straße \\ 1');
		expect(event.getFirstPropertyValue('conference')).toBe(single.conference);
		expect(root.getFirstSubcomponent('vtimezone')!.getFirstPropertyValue('tzid')).toBe(
			'Asia/Calcutta'
		);
	});
	test('has what RFC 5545 and RFC 7986 ask for', () => {
		const written = text(weekly('Europe/London'));
		for (const line of [
			...['VERSION:2.0', 'PRODID:-//Holdspace//Meetings//EN', 'NAME:Meetings', 'UID:one@holdspace'],
			...['REFRESH-INTERVAL;VALUE=DURATION:PT6H', 'DTSTAMP:20260301T120000Z', 'SEQUENCE:0'],
			'DTSTART;TZID=Europe/London:20260106T190000'
		])
			expect(written).toContain(`\r\n${line}\r\n`);
	});
	test('is the same text as long as nothing changed', () => {
		const time = weekly('Europe/London');
		expect(text(time)).toBe(text(time));
	});
	test('leaves out a rule that never comes', () => {
		const time = weekly('UTC', { startsOn: '2026-03-04', endsOn: '2026-03-05' });
		expect(text(time)).not.toContain('VEVENT');
	});
});

describe('what a feed or a form says of a meeting', () => {
	const read = (name: string, more: Partial<CalendarEvent>) =>
		writeCalendar(
			name,
			[{ ...common, time: weekly('Europe/London'), exceptions: [], ...more } as CalendarEvent],
			now
		);
	test.each(['https://x.example/%', 'https://x.example/%E0%A4%A?a=1,2'])(
		'is no reason to write no calendar: the link %s',
		(conference) => {
			const root = new ICAL.Component(ICAL.parse(read('Meetings', { conference })));
			const [event] = root.getAllSubcomponents('vevent');
			expect(event!.getFirstPropertyValue('conference')).toBe(conference);
		}
	);
	test.each(['\r\n', '\n', '\r', '\u2028', '\u0085'])(
		'begins no line of its own after %j',
		(end) => {
			const text = `Meeting${end}X-OTHER:1`;
			const written = read(text, { title: text, location: text });
			const lines = written.replace(/\r\n[ \t]/g, '').split(/[\r\n\u2028\u0085]+/);
			expect(lines.filter((line) => line.startsWith('X-OTHER'))).toEqual([]);
			expect(lines.filter((line) => line.endsWith('Meeting X-OTHER:1'))).not.toEqual([]);
		}
	);
});
