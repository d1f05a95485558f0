import type { Trap } from './traps.ts';

/** A meeting without a fault; every trap changes something of it. */
const meeting = (trap: string, n: number, changes: object = {}) => ({
	name: `Evening group ${n}`,
	slug: `${trap}-${n}`,
	day: n % 7,
	time: '19:30',
	end_time: '21:00',
	timezone: 'America/Chicago',
	location: 'Garden House',
	address: `${n + 1} Elm Road`,
	city: 'Anytown',
	state: 'IL',
	postal_code: '60601',
	country: 'US',
	approximate: 'no',
	latitude: 41.88,
	longitude: -87.63,
	types: ['O'],
	updated: '2026-05-31 14:32:23',
	...changes
});

const trap = (
	name: string,
	changes: object | ((n: number) => object),
	outcome: Omit<Trap, 'name' | 'row'> = {}
): Trap => ({
	name,
	row: (n) => meeting(name, n, typeof changes === 'function' ? changes(n) : changes),
	...outcome
});
const refused = (reason: string) => ({ problems: [reason], isRefused: true });
const repaired = (reason: string, says: Trap['says'] = {}) => ({ problems: [reason], says });
const zoom = 'https://zoom.example/j/123';

const identities: Trap[] = [
	trap('whole', {}, { says: { mode: 'in_person', precision: 'exact', openness: 'open' } }),
	trap('id-for-slug', (n) => ({ slug: undefined, id: 9000 + n })),
	trap('number-slug', (n) => ({ slug: 12_000 + n })),
	trap('long-number', (n) => ({ slug: undefined, id: `90071992547409931${n}` })),
	trap('no-identity', { slug: undefined }, refused('key_missing')),
	trap('object-slug', { slug: { a: 1 } }, refused('key_missing')),
	trap('no-name', { name: '  ' }, refused('name_missing')),
	trap(
		'markup-name',
		{ name: '<b></b>' },
		{ problems: ['markup_removed', 'name_missing'], isRefused: true }
	),
	trap('same-name', { name: 'Evening group' }),
	trap('twice', { slug: 'always-the-same' }),
	trap('long-name', { name: 'n'.repeat(300) }, repaired('too_long', { name: 'n'.repeat(255) })),
	{ name: 'no-object', row: () => 'a row', ...refused('not_a_listing') }
];

const days: Trap[] = [
	trap('day-list', { day: [1, 3] }),
	trap('day-names', { day: ['Monday', 'mittwoch'] }),
	trap('day-text', { day: '2' }),
	trap('day-odd', { day: 7 }, repaired('day_unknown', { times: [] })),
	trap('by-appointment', { day: undefined, time: undefined }, { says: { times: [] } }),
	trap('no-time', { time: undefined }, repaired('time_missing', { times: [] })),
	trap('time-25', { time: '25:00' }, repaired('time_unreadable', { times: [] })),
	trap('time-half', { time: '7:30 pm' }),
	trap('past-midnight', { time: '23:30', end_time: '00:45' }),
	trap('end-odd', { end_time: 'late' }, repaired('end_unreadable')),
	trap('no-end', { end_time: undefined }),
	trap('no-zone', { timezone: undefined }),
	trap('odd-zone', { timezone: 'Mars/Crater' }, repaired('zone_unknown')),
	trap('zone-spelling', { timezone: 'america/new york' }),
	trap(
		'updated-odd',
		{ updated: '0000-00-00 00:00:00' },
		repaired('date_unreadable', { updatedAt: null })
	)
];

const places: Trap[] = [
	trap(
		'coordinates-text',
		{ latitude: '41.88', longitude: '-87.63' },
		{
			says: { at: { lat: 41.88, lng: -87.63 } }
		}
	),
	trap(
		'coordinates-joined',
		{ latitude: undefined, longitude: undefined, coordinates: '41.88,-87.63' },
		{
			says: { at: { lat: 41.88, lng: -87.63 } }
		}
	),
	trap('latitude-95', { latitude: 95 }, repaired('coordinates_impossible', { at: null })),
	trap('coordinates-zero', { latitude: 0, longitude: '0' }, { says: { at: null } }),
	trap('approximate-word', { approximate: true }, { says: { precision: 'approximate' } }),
	trap('one-address', {
		...{ address: undefined, city: undefined, state: undefined, postal_code: undefined },
		...{ country: undefined, formatted_address: '4 Elm Road, Anytown, IL 60601, USA' }
	}),
	trap(
		'nowhere',
		{
			...{ location: '', address: '', city: '', state: '', postal_code: '', country: '' },
			...{ latitude: '', longitude: '', approximate: undefined }
		},
		repaired('place_missing', { place: null, at: null })
	),
	trap('regions', { regions: ['North', 'Harbour'], region: 'ignored' }),
	trap('sub-regions', { region: 'North', sub_region: 'Harbour', sub_sub_region: 'Pier' }),
	trap(
		'online',
		{ conference_url: zoom, approximate: 'yes' },
		{ says: { mode: 'online', at: null } }
	),
	trap('hybrid', { conference_url: zoom }, { says: { mode: 'hybrid' } }),
	trap(
		'closed-online',
		{ conference_url: zoom, types: ['TC'] },
		{ says: { mode: 'online', at: null } }
	),
	trap('closed-place', { types: ['TC', 'O'] }, refused('not_meeting')),
	trap(
		'phone-only',
		{ conference_phone: '+1 (555) 010-0199 x7', approximate: 'yes' },
		{
			says: { mode: 'phone' }
		}
	),
	trap(
		'script-url',
		{ conference_url: 'javascript:alert(1)' },
		repaired('url_refused', { mode: 'in_person' })
	),
	trap('odd-url', { url: 'our page' }, repaired('url_unreadable', { url: null })),
	trap('odd-phone', { conference_phone: 'ask Ann' }, repaired('phone_unreadable'))
];

const words: Trap[] = [
	trap(
		'open-and-closed',
		{ types: ['O', 'C'] },
		repaired('open_and_closed', { openness: 'closed' })
	),
	trap(
		'codes',
		{ types: ['W', 'X', 'S', 'ASL', 'B'] },
		{
			says: {
				audiences: ['women'],
				access: ['step_free', 'sign_language'],
				languages: ['es', 'ase']
			}
		}
	),
	trap(
		'unknown-code',
		{ types: ['O', 'QQQ'] },
		{
			...repaired('code_unknown'),
			says: { foreign: { meeting_guide: { types: ['QQQ'] } } }
		}
	),
	trap(
		'markup',
		{ notes: '<p>Ring &amp; wait</p><script>steal()</script>' },
		{
			...repaired('markup_removed'),
			says: { description: 'Ring & wait' }
		}
	),
	trap('entities', { notes: 'Tea &amp; cake' }, { says: { description: 'Tea & cake' } }),
	trap('contacts', {
		...{
			contact_1_name: 'Ann Persona',
			contact_1_phone: '555-0100',
			contact_1_email: 'ann@example.org'
		},
		...{ feedback_emails: ['ann@example.org'], entity_email: 'ann@example.org' },
		...{ edit_url: 'https://example.org/edit', venmo: '@AnnPersona' }
	}),
	trap('two-sites', { entity: 'District 1', entity_url: 'https://one.example/' }),
	trap('other-site', { entity: 'District 1', entity_website_url: 'https://one.example/' })
];

/** All that `formats.md` warns of in Meeting Guide feeds. `twice` is one identity in every round. */
export const meetingGuideTraps: readonly Trap[] = [...identities, ...days, ...places, ...words];
