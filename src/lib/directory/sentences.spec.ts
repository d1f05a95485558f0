import { describe, expect, test } from 'vitest';
import { knows } from '#lib/words/words.ts';
import type { FoundListing } from './found.ts';
import {
	beginningOf,
	label,
	sayDistance,
	sayListing,
	sayPlace,
	saySlots,
	sayWhere,
	sayWhose,
	type Slot
} from './sentences.ts';
import {
	accessNeeds,
	audiences,
	costs,
	experiences,
	leaders,
	modes,
	opennesses
} from './vocabulary.ts';

const tuesday: Slot = {
	...{ at: new Date('2026-11-24T18:00:00Z'), freq: 'weekly', interval: 1, nth: null },
	...{ minutes: 60, timeZone: 'Europe/Berlin' }
};
const slot = (at: string, more: Partial<Slot> = {}): Slot => ({
	...{ ...tuesday, at: new Date(at) },
	...more
});
const listing: FoundListing = {
	...{ listingId: 'x', source: 'Lighthouse', groupId: null, name: 'Quiet evening' },
	...{ organisation: 'Lamp House', description: '', experiences: ['any'], audiences: [] },
	...{ languages: ['en'], access: [], cost: null, openness: 'open', ledBy: null },
	...{ mode: 'in_person', precision: 'exact', at: { lat: 52.5, lng: 13.4 }, url: null },
	place: {
		...{ name: 'Garden House', street: 'Elm Street 4', city: 'Berlin', region: 'Berlin' },
		...{ postalCode: '10115', country: 'DE' }
	},
	joining: { url: null, urlNotes: null, phone: null, phoneNotes: null },
	times: [
		{
			rule: { freq: 'weekly', interval: 1, weekdays: [2] },
			...{ startsOn: '2026-01-01', endsOn: null, localTime: '19:00' },
			...{ timeZone: 'Europe/Berlin', minutes: 60 }
		}
	],
	...{ seats: null, next: [], confirmedAt: null, isStale: false, km: null }
};
const told = (more: Partial<FoundListing>, slots = [tuesday], zone = 'Europe/Berlin') =>
	sayListing({ ...listing, ...more }, slots, zone);

describe('a listing is told as a person would', () => {
	test('in a room where the clock is the reader’s', () => {
		expect(told({})).toBe('Tuesdays at 7 in the evening. 60 minutes. In a room. For anyone.');
	});
	test('online, with the day and hour of the reader', () => {
		expect(told({ mode: 'online', audiences: ['women'] }, [tuesday], 'Asia/Tokyo')).toBe(
			'Wednesdays at 3 in the morning, your time. 60 minutes. Online. For women.'
		);
	});
	test('in a room elsewhere, on both clocks', () => {
		expect(told({}, [tuesday], 'America/New_York')).toContain(
			'Tuesdays at 1 in the afternoon, your time. Where it meets, that is Tuesday at 7 in the evening.'
		);
	});
	test('with what it costs, who leads, and who may come', () => {
		const more = { cost: 'donation', ledBy: 'peer', openness: 'closed' } as const;
		expect(told({ ...more, languages: ['en', 'ar'] })).toContain(
			'In English and Arabic. Led by peers. A gift is welcome, not needed. Only for the people it is for.'
		);
	});
	test('ours with seats in a word', () => {
		expect(told({ groupId: 'g', seats: 'few' })).toContain('A few seats left.');
	});
	test('without times it is by appointment; over it is not planned', () => {
		expect(told({ times: [] }, [])).toContain('By appointment');
		expect(told({}, [])).toContain('No meeting is planned');
	});
});

describe('several times', () => {
	test.each<[string, Slot[]]>([
		[
			'Mondays and Thursdays at 7 in the evening',
			[slot('2026-11-26T18:00:00Z'), slot('2026-11-23T18:00:00Z')]
		],
		[
			'Tuesdays at 7 in the evening and Saturdays at 10 in the morning',
			[tuesday, slot('2026-11-28T09:00:00Z')]
		],
		['Every second Tuesday at 7 in the evening', [slot('2026-11-24T18:00:00Z', { interval: 2 })]],
		[
			'Every last Friday of the month at noon',
			[slot('2026-11-27T11:00:00Z', { freq: 'monthly_weekday', nth: -1 })]
		],
		['Once a month at noon', [slot('2026-11-27T11:00:00Z', { freq: 'monthly' })]],
		[
			'Every day at 7 in the evening',
			[22, 23, 24, 25, 26, 27, 28].map((day) => slot(`2026-11-${day}T18:00:00Z`))
		],
		[
			'At 4 different times in the week',
			[8, 9, 10, 11].map((hour) => slot(`2026-11-24T${String(hour).padStart(2, '0')}:00:00Z`))
		]
	])('%s', (words, slots) => {
		expect(saySlots(slots, 'Europe/Berlin')).toBe(words);
	});
	test('a weekday of the month that is another day here is not numbered', () => {
		const late = slot('2026-12-01T23:30:00Z', {
			...{ freq: 'monthly_weekday', nth: 1, timeZone: 'America/New_York' }
		});
		expect(saySlots([late], 'Europe/Berlin')).toBe(
			'Once a month, on a Wednesday at half past twelve at night'
		);
	});
});

describe('where', () => {
	test('how far is rounded, and roughly when the place is', () => {
		expect(sayDistance({ km: 2.2, precision: 'exact' }, 'km')).toBe('2 km away');
		expect(sayDistance({ km: 0.3, precision: 'exact' }, 'km')).toBe('less than 1 km away');
		expect(sayDistance({ km: 4.6, precision: 'approximate' }, 'km')).toBe('about 5 km away');
		expect(sayDistance({ km: 4000, precision: 'exact' }, 'km')).toBe('4,000 km away');
		expect(sayDistance({ km: null, precision: 'exact' }, 'km')).toBeNull();
	});
	test('in miles where roads are', () => {
		expect(sayDistance({ km: 16, precision: 'exact' }, 'mi')).toBe('10 miles away');
		expect(sayDistance({ km: 1.7, precision: 'exact' }, 'mi')).toBe('1 mile away');
		expect(sayDistance({ km: 1.5, precision: 'exact' }, 'mi')).toBe('less than a mile away');
		expect(sayDistance({ km: 0.2, precision: 'approximate' }, 'mi')).toBe('about 1 mile away');
	});
	test('a place says nothing twice', () => {
		expect(sayPlace(listing)).toBe('Garden House, Elm Street 4, 10115 Berlin');
	});
	test('a confidential place is not told', () => {
		const secret = { ...listing, precision: 'confidential', at: null } as const;
		expect(sayWhere(secret, 'km')).not.toContain('Garden');
	});
});

test('whose it is, and that nobody confirmed it', () => {
	expect(sayWhose({ ...listing, isStale: true })).toBe(
		'Run by Lamp House, not by us. Nobody has confirmed this for half a year.'
	);
	expect(sayWhose({ ...listing, groupId: 'g' })).toBeNull();
});

test('sign languages have their names in our own words', () => {
	expect(label('language', 'ase')).toBe('American Sign Language');
	expect(told({ languages: ['bfi'] })).toContain('In British Sign Language.');
});

test('long words are cut at the end of a sentence', () => {
	expect(beginningOf(`${'Tea and talk. '.repeat(20)}`)).toMatch(/talk\.$/);
	expect(beginningOf('word '.repeat(60)).length).toBeLessThan(185);
});

test.each([
	...modes.map((code) => ['mode', code]),
	...experiences.map((code) => ['experience', code]),
	...audiences.map((code) => ['audience', code]),
	...accessNeeds.map((code) => ['access', code]),
	...opennesses.map((code) => ['open', code]),
	...costs.map((code) => ['cost', code]),
	...leaders.map((code) => ['led_by', code])
])('%s %s has words', (facet, code) => {
	expect([`directory.${facet}.${code}`, `groups.${facet}.${code}`].some(knows)).toBe(true);
	expect(label(facet!, code!)).not.toContain('_');
});
test.each([
	...audiences.map((code) => `who.${code}`),
	...experiences.slice(1).map((code) => `what.${code}`)
])('%s has words for a sentence', (name) => {
	expect([`directory.${name}`, `groups.${name}`].some(knows)).toBe(true);
});
