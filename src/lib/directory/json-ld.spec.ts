import { expect, test } from 'vitest';
import { jsonLd } from './json-ld.ts';
import type { Listing } from './listing.ts';

const listing: Listing = {
	...{ listingId: 'x', source: 'Lighthouse', groupId: null, name: 'Tea </script><b>' },
	...{ organisation: 'Lamp House', description: 'A & B', experiences: ['any'], audiences: [] },
	...{ languages: ['en'], access: [], cost: 'free', openness: 'open', ledBy: null },
	...{ mode: 'hybrid', precision: 'exact', at: { lat: 52.5, lng: 13.4 }, url: null },
	place: {
		...{ name: 'Garden House', street: 'Elm Street 4', city: 'Berlin', region: null },
		...{ postalCode: '10115', country: 'DE' }
	},
	joining: { url: 'https://lamp.example/room', urlNotes: null, phone: null, phoneNotes: null },
	times: [
		{
			rule: { freq: 'monthly_weekday', interval: 1, nth: -1, weekday: 5 },
			...{ startsOn: '2026-01-01', endsOn: null, localTime: '19:00' },
			...{ timeZone: 'Europe/Berlin', minutes: 90 }
		}
	],
	...{ seats: null, next: [new Date('2026-11-27T18:00:00Z')], confirmedAt: null, isStale: false }
};
const address = 'https://here.example/l/x';
const read = (more: Partial<Listing> = {}) =>
	JSON.parse(jsonLd({ ...listing, ...more }, address)!) as Record<string, unknown>;

test('an event says when it comes again, in which zone, and where', () => {
	expect(read()).toMatchObject({
		...{ '@type': 'Event', name: listing.name, endDate: '2026-11-27T19:30:00.000Z' },
		eventAttendanceMode: 'https://schema.org/MixedEventAttendanceMode',
		location: [
			{ '@type': 'Place', address: { streetAddress: 'Elm Street 4' } },
			{ '@type': 'VirtualLocation', url: address }
		],
		eventSchedule: [
			{
				repeatFrequency: 'P1M',
				byDay: '-1FR',
				scheduleTimezone: 'Europe/Berlin',
				duration: 'PT90M'
			}
		]
	});
});

test('no word of it can end the block it stands in', () => {
	expect(jsonLd(listing, address)).not.toMatch(/[<>&]/);
});

test('a place told only roughly has no street and no point', () => {
	const text = JSON.stringify(read({ precision: 'approximate' }));
	for (const word of ['Elm', '10115', 'Garden', '52.5']) expect(text).not.toContain(word);
	expect(text).toContain('Berlin');
});

test('nothing is told of what is confidential, or never starts', () => {
	expect(jsonLd({ ...listing, precision: 'confidential', at: null }, address)).toBeNull();
	expect(jsonLd({ ...listing, next: [] }, address)).toBeNull();
});
