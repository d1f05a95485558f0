import { Temporal } from 'temporal-polyfill';

/**
 * VTIMEZONE of an IANA zone, made from the zone's own transitions: from before `from` until the end of
 * `to`. Ready-made blocks know today's rule only and rename zones; these say what this machine's data
 * says, under the name the event uses. RFC 5545, 3.6.5.
 */
export function zoneBlock(zone: string, from: Temporal.PlainDate, to: Temporal.PlainDate): string {
	const start = from.toZonedDateTime({ timeZone: zone, plainTime: '00:00' });
	// The offset that holds when the first event begins came with an earlier transition, if ever.
	let at = start.getTimeZoneTransition('previous');
	const observances = [at ? observance(at) : fixed(start.offsetNanoseconds)];
	const end = to.add({ days: 1 }).toZonedDateTime({ timeZone: zone, plainTime: '00:00' });
	for (at = start.getTimeZoneTransition('next'); at; at = at.getTimeZoneTransition('next')) {
		if (Temporal.ZonedDateTime.compare(at, end) > 0) break;
		observances.push(observance(at));
	}
	return ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...observances.flat(), 'END:VTIMEZONE'].join('\r\n');
}

function observance(at: Temporal.ZonedDateTime): string[] {
	const before = at.subtract({ seconds: 1 }).offsetNanoseconds;
	const after = at.offsetNanoseconds;
	// The onset is written on the clock that was on the wall until then.
	const onset = at.toInstant().toZonedDateTimeISO('UTC').add({ nanoseconds: before });
	return lines(after > before ? 'DAYLIGHT' : 'STANDARD', before, after, local(onset));
}

const fixed = (offset: number) => lines('STANDARD', offset, offset, '19700101T000000');

const lines = (kind: string, before: number, after: number, onset: string) => [
	`BEGIN:${kind}`,
	`DTSTART:${onset}`,
	`TZOFFSETFROM:${sayOffset(before)}`,
	`TZOFFSETTO:${sayOffset(after)}`,
	`END:${kind}`
];

/** `20260329T020000` */
const local = (at: Temporal.ZonedDateTime) =>
	at.toPlainDateTime().toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');

/** `+0530`; seconds only for the old offsets that had them. */
function sayOffset(nanoseconds: number): string {
	const total = Math.round(Math.abs(nanoseconds) / 1e9);
	const parts = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
	if (parts[2] === 0) parts.pop();
	return (
		(nanoseconds < 0 ? '-' : '+') + parts.map((part) => String(part).padStart(2, '0')).join('')
	);
}
