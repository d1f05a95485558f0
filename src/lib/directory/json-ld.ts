import type { SeriesRule } from '#lib/groups/groups.ts';
import type { Listing, MeetingTime } from './listing.ts';

const attendance = {
	...{ online: 'Online', phone: 'Online' },
	...{ in_person: 'Offline', hybrid: 'Mixed' }
} as const;
const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/**
 * A listing as a schema.org Event, for search engines: the text of a data block, with every character
 * escaped that could end it. Null for what must be found by nobody, or never starts.
 */
export function jsonLd(listing: Listing, address: string): string | null {
	const [next] = listing.next;
	if (listing.precision === 'confidential' || !next) return null;
	const { name, organisation, description, mode, languages, cost, times } = listing;
	const minutes = times[0]?.minutes ?? 60;
	const event = {
		...{ '@context': 'https://schema.org', '@type': 'Event', name, url: address },
		...(description ? { description: description.slice(0, 500) } : {}),
		startDate: next.toISOString(),
		endDate: new Date(next.getTime() + minutes * 60_000).toISOString(),
		eventStatus: 'https://schema.org/EventScheduled',
		eventAttendanceMode: `https://schema.org/${attendance[mode]}EventAttendanceMode`,
		location: locationsOf(listing, address),
		eventSchedule: times.map(scheduleOf),
		...(organisation ? { organizer: { '@type': 'Organization', name: organisation } } : {}),
		...(languages.length > 0 ? { inLanguage: languages } : {}),
		...(cost === null ? {} : { isAccessibleForFree: cost !== 'paid' })
	};
	return JSON.stringify(event).replace(
		/[<>&\u2028\u2029]/g,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
	);
}

function locationsOf({ mode, place, precision, at, url }: Listing, address: string) {
	const virtual = { '@type': 'VirtualLocation', url: url ?? address };
	const { name, street, city, region, postalCode, country } = place ?? {};
	const isExact = precision === 'exact';
	const postal = {
		...(isExact && street ? { streetAddress: street } : {}),
		...(city ? { addressLocality: city } : {}),
		...(region ? { addressRegion: region } : {}),
		...(isExact && postalCode ? { postalCode } : {}),
		...(country ? { addressCountry: country } : {})
	};
	const room = {
		...{ '@type': 'Place', name: (isExact && name) || city || region || 'A room' },
		address: { '@type': 'PostalAddress', ...postal },
		...(isExact && at
			? { geo: { '@type': 'GeoCoordinates', latitude: at.lat, longitude: at.lng } }
			: {})
	};
	if (mode === 'hybrid') return [room, virtual];
	return mode === 'in_person' ? room : virtual;
}

function scheduleOf({ rule, startsOn, endsOn, localTime, timeZone, minutes }: MeetingTime) {
	return {
		...{ '@type': 'Schedule', startDate: startsOn, startTime: `${localTime}:00` },
		...(endsOn ? { endDate: endsOn } : {}),
		...{ duration: `PT${minutes}M`, scheduleTimezone: timeZone },
		...byRule(rule)
	};
}

function byRule(rule: SeriesRule) {
	if (rule.freq === 'weekly')
		return {
			repeatFrequency: `P${rule.interval}W`,
			byDay: rule.weekdays.map((day) => `https://schema.org/${dayNames[day - 1]}`)
		};
	const repeatFrequency = `P${rule.interval}M`;
	if (rule.freq === 'monthly') return { repeatFrequency, byMonthDay: rule.monthDay };
	return { repeatFrequency, byDay: `${rule.nth}${days[rule.weekday - 1]}` };
}
