import { expect, test } from 'vitest';
import { knows } from '#lib/words/words.ts';
import type { Listing } from './shown.ts';
import { PART_NAMES } from './run-of-show.ts';
import { sayClock, sayListing, sayPattern, sayUntil } from './sentences.ts';
import {
	accessNeeds,
	audiences,
	costs,
	entries,
	experiences,
	leaders,
	waysToMeet
} from './vocabulary.ts';

const harbour: Listing = {
	...{ groupId: 'x', name: 'Evening harbour', purpose: '', experience: 'violence_at_home' },
	...{ audience: ['women'], languages: ['en'], accessNeeds: [], meets: 'online', place: null },
	...{ entry: 'request', cost: null, ledBy: null, seats: 'few', nextAt: null },
	pattern: {
		...{ freq: 'weekly', interval: 1, nth: null, minutes: 90 },
		at: [new Date('2026-11-24T18:00:00Z')]
	}
};

test('a group is told as a person would', () => {
	expect(sayListing(harbour, 'Europe/Berlin')).toBe(
		'Tuesdays at 7 in the evening, your time. 90 minutes. Online, in text. For women who lived with violence at home. A few seats left.'
	);
	const other: Listing = {
		...{ ...harbour, experience: 'any', audience: [], languages: ['en', 'ar'], meets: 'hybrid' },
		...{ cost: 'free', ledBy: 'peer', seats: 'full', pattern: null }
	};
	expect(sayListing(other, 'Europe/Berlin')).toBe(
		'No meeting is planned at the moment. In a room, or online. For anyone living with what happened, of any kind. In English and Arabic. Led by peers. Free. Full today.'
	);
});

test('days and times are the reader’s own', () => {
	const zone = 'Asia/Tokyo';
	expect(sayPattern(harbour.pattern, zone)).toBe('Wednesdays at 3 in the morning, your time.');
	const two = { ...harbour.pattern!, interval: 2 };
	expect(sayPattern(two, 'Europe/London')).toBe(
		'Every second Tuesday at 6 in the evening, your time.'
	);
});

test.each([
	['2026-11-24T06:30:00Z', 'half past six in the morning'],
	['2026-11-24T12:00:00Z', 'noon'],
	['2026-11-24T00:00:00Z', 'midnight'],
	['2026-11-24T13:45:00Z', '1:45 in the afternoon'],
	['2026-11-24T21:00:00Z', '9 in the evening']
])('%s is said as %s', (at, words) => expect(sayClock(new Date(at), 'UTC')).toBe(words));

test.each([
	['2026-11-22T21:30:00Z', 'today, half past ten at night'],
	['2026-11-23T12:00:00Z', 'tomorrow, 1 in the afternoon'],
	['2026-11-26T18:00:00Z', 'Thursday, 7 in the evening'],
	['2026-11-29T18:00:00Z', 'Sunday 29 November, 7 in the evening'],
	['2027-01-02T18:00:00Z', 'Saturday 2 January 2027, 7 in the evening']
])('until %s is said as %s', (at, words) =>
	expect(sayUntil(new Date(at), 'Europe/Berlin', new Date('2026-11-22T18:00:00Z'))).toBe(words)
);

test('every code of the vocabulary has its words', () => {
	const of = (kind: string, codes: readonly string[]) =>
		codes.map((code) => `groups.${kind}.${code}`);
	const needed = [
		...of('experience', experiences),
		...of('what', experiences),
		...of('audience', audiences),
		...of('who', audiences),
		...of('access', accessNeeds),
		...of('meets', waysToMeet),
		...of('sentence', waysToMeet),
		...of('entry', entries),
		...['cost', 'sentence.cost'].flatMap((kind) => of(kind, costs)),
		...['led_by', 'sentence.led_by'].flatMap((kind) => of(kind, leaders)),
		...of('page.part', PART_NAMES)
	];
	expect(needed.filter((key) => !knows(key))).toEqual([]);
});
