import fc from 'fast-check';
import type { MeetingTime, Place } from '#lib/directory/listing.ts';
import { hsdsServiceIdIn } from '#lib/directory/server/formats/formats.ts';
import type {
	LeavingListing,
	LeavingOptions,
	ReadRow
} from '#lib/directory/server/formats/formats.ts';
import { uuidOf } from '#lib/directory/server/formats/leaving.ts';
import {
	accessNeeds,
	audiences,
	costs,
	experiences,
	leaders,
	modes,
	opennesses,
	precisions
} from '#lib/directory/vocabulary.ts';

/** Text that people write, and text that breaks things. */
const word = fc.oneof(
	fc.constantFrom(
		'Evening group',
		'Café “Nord”',
		'Group – für alle',
		'名前',
		'a, b; c',
		"O'Neill's"
	),
	fc.constantFrom(
		'=1+1',
		"'=x",
		"'-5",
		'-5',
		'+41',
		'@home',
		'<b>bold</b>',
		'R&amp;D',
		'a > b',
		'"'
	),
	fc.constantFrom(
		'x\ny',
		' spaced  out ',
		'\u202eturned',
		'<script>x</script>',
		'&lt;i&gt;',
		'<',
		'{}'
	),
	fc.string({ unit: 'binary', maxLength: 30 })
);
const line = fc.option(word);
const someOf = <T>(values: readonly T[]) => fc.subarray([...values]);
const link = fc.option(
	fc.constantFrom('https://zoom.example/j/1?pwd=a%20b', 'http://x.example', 'javascript:x', 'no')
);
const phone = fc.option(fc.constantFrom('+1 555 010 0100', '555-0100 x12', 'none', '1,,2#'));

const place: fc.Arbitrary<Place> = fc.record({
	...{ name: line, street: line, city: line, region: line, postalCode: line },
	country: fc.oneof(line, fc.constantFrom('US', 'usa', 'Norway'))
});

const rule: fc.Arbitrary<MeetingTime['rule']> = fc.oneof(
	fc.record({
		freq: fc.constant('weekly' as const),
		interval: fc.constantFrom(1, 1, 1, 2),
		weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 })
	}),
	fc.record({
		freq: fc.constant('monthly' as const),
		interval: fc.integer({ min: 1, max: 12 }),
		monthDay: fc.constantFrom(-1, 1, 15, 31)
	}),
	fc.record({
		freq: fc.constant('monthly_weekday' as const),
		interval: fc.integer({ min: 1, max: 3 }),
		nth: fc.constantFrom(-1, 1, 2, 5),
		weekday: fc.integer({ min: 1, max: 7 })
	})
);
const clock = fc
	.integer({ min: 0, max: 1439 })
	.map((m) => new Date(m * 60_000).toISOString().slice(11, 16));
const time: fc.Arbitrary<MeetingTime> = fc.record({
	rule,
	startsOn: fc.constantFrom('2020-01-01', '2026-03-04', '2027-05-05'),
	endsOn: fc.constantFrom(null, null, '2025-01-01', '2027-12-31'),
	localTime: clock,
	timeZone: fc.constantFrom('America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'),
	minutes: fc.constantFrom(1, 60, 90, 1439, 1440)
});

const foreign = fc.record(
	{
		meeting_guide: fc.record(
			{
				types: fc.array(fc.oneof(fc.constantFrom('G', 'ASL', 'W', 'B', 'XYZ', 'discussion'), word)),
				regions: fc.array(word, { maxLength: 6 }),
				...{ group: word, entity_location: word, entity_phone: phone, entity_url: link },
				feedback_url: link
			},
			{ requiredKeys: [] }
		),
		hsds: fc.record(
			{ organization_id: fc.constantFrom(uuidOf('org'), 'no uuid'), minimum_age: fc.constant(18) },
			{ requiredKeys: [] }
		)
	},
	{ requiredKeys: [] }
);

/** Any listing that could leave, ours or another's. */
export const anyListing: fc.Arbitrary<LeavingListing> = fc.record({
	listingId: fc.uuid({ version: 7 }),
	source: fc.constantFrom('own', 'one', 'two'),
	key: fc.option(
		fc.oneof(fc.constantFrom('a', 'b', 'a b'), fc.uuid(), fc.string({ maxLength: 80 }))
	),
	serviceId: fc.option(fc.uuid()),
	updatedAt: fc.option(fc.constantFrom(new Date('2026-05-31T14:32:23.456Z'), new Date(0))),
	name: word.filter((text) => /[\p{L}\p{N}]/u.test(text) && !/[<&]/.test(text)),
	organisation: line,
	description: word,
	experiences: fc.subarray([...experiences], { minLength: 1 }),
	audiences: someOf(audiences),
	languages: someOf(['en', 'es', 'prs', 'nb', 'tl', 'ase', 'cmn']),
	access: someOf(accessNeeds),
	cost: fc.option(fc.constantFrom(...costs)),
	openness: fc.constantFrom(...opennesses),
	ledBy: fc.option(fc.constantFrom(...leaders)),
	mode: fc.constantFrom(...modes),
	place: fc.option(place),
	precision: fc.constantFrom(...precisions),
	at: fc.option(
		fc.record({
			lat: fc.double({ min: -90, max: 90, noNaN: true }),
			lng: fc.double({ min: -180, max: 180, noNaN: true })
		})
	),
	joining: fc.record({ url: link, urlNotes: line, phone, phoneNotes: line }),
	times: fc.array(time, { maxLength: 3 }),
	url: link,
	foreign
});

export const leavingNow: LeavingOptions = {
	now: new Date('2026-11-22T12:00:00Z'),
	page: ({ listingId }) => `https://holdspace.example/listings/${listingId}`,
	entity: { name: 'Our house', url: 'https://holdspace.example/' }
};

/** What another place holds after it has read our feed: the same words under ids of its own. */
export const arrived = (rows: readonly ReadRow[]): LeavingListing[] =>
	rows.flatMap(({ listing, row }) =>
		listing
			? [
					{
						...{ ...listing, listingId: uuidOf('arrived', `${row}`), source: 'from us' },
						serviceId: hsdsServiceIdIn(listing.key)
					}
				]
			: []
	);
