import { uuidOf } from '#lib/directory/server/formats/leaving.ts';
import type { Trap } from './traps.ts';

const weekly = { freq: 'WEEKLY', byday: 'TU', opens_at: '18:00', closes_at: '19:30' };
const address = {
	...{ address_1: '1 Elm Road', city: 'Anytown', state_province: 'NY', postal_code: '10001' },
	...{ country: 'US', address_type: 'physical', attention: 'A. Persona' }
};
const house = (key: string, more: object = {}) => ({
	id: uuidOf('at', key),
	location: {
		...{ id: uuidOf('place', key), location_type: 'physical', name: 'Civic Center' },
		...{
			latitude: 40.75,
			longitude: -73.99,
			addresses: [{ id: uuidOf('address', key), ...address }]
		},
		contacts: [{ id: uuidOf('contact', key), name: 'Ann Persona', email: 'ann@example.org' }]
	},
	...more
});
const room = (key: string) => ({
	id: uuidOf('room', key),
	location: { id: uuidOf('virtual', key), location_type: 'virtual', url: 'https://meet.example/1' }
});

const service = (name: string, n: number, changes: object) => ({
	id: uuidOf('service', name, `${n}`),
	name: `Support group ${n}`,
	description: 'A group for people who lived through violence.',
	status: 'active',
	last_modified: '2026-03-15T10:30:45.123Z',
	organization: {
		id: uuidOf('org'),
		name: 'Example Organization',
		description: 'An organisation.'
	},
	languages: [{ id: uuidOf('language'), code: 'eng', name: 'English' }],
	contacts: [{ id: uuidOf('contact', name), name: 'Ann Persona', email: 'ann@example.org' }],
	phones: [{ id: uuidOf('phone', name), number: '+1 555 010 0100' }],
	schedules: [{ id: uuidOf('schedule', name, `${n}`), ...weekly }],
	service_at_locations: [house(`${name} ${n}`)],
	...changes
});

const trap = (name: string, changes: object, outcome: Omit<Trap, 'name' | 'row'> = {}): Trap => ({
	name,
	row: (n) => service(name, n, changes),
	...outcome
});
const schedule = (name: string, fields: object, outcome: Omit<Trap, 'name' | 'row'> = {}) =>
	trap(name, { schedules: [{ id: uuidOf('schedule', name), ...weekly, ...fields }] }, outcome);
const refused = (reason: string) => ({ problems: [reason], isRefused: true });

/** All that `formats.md` warns of in HSDS, and what publishers do beside. */
export const hsdsTraps: readonly Trap[] = [
	trap(
		'whole',
		{},
		{ says: { mode: 'in_person', languages: ['en'], organisation: 'Example Organization' } }
	),
	trap('no-id', { id: undefined }, refused('key_missing')),
	trap('no-name', { name: '' }, refused('name_missing')),
	trap('defunct', { status: 'defunct' }, refused('not_meeting')),
	trap('paused', { status: 'temporarily closed' }, refused('not_meeting')),
	trap('odd-status', { status: 'perhaps' }, { problems: ['value_unknown'] }),
	schedule('several-days', { byday: 'TU,TH' }),
	schedule('nth', { freq: 'MONTHLY', byday: '2MO,-1FR' }),
	schedule('month-days', { freq: 'MONTHLY', byday: undefined, bymonthday: '1,15' }),
	schedule('fortnightly', { interval: 2, dtstart: '2026-01-06' }),
	schedule(
		'fortnightly-unsaid',
		{ interval: 2 },
		{ problems: ['schedule_needs_start'], says: { times: [] } }
	),
	schedule(
		'week-numbers',
		{ byweekno: '1,2' },
		{ problems: ['schedule_unreadable'], says: { times: [] } }
	),
	schedule('counted', { dtstart: '2026-01-06', count: 3 }),
	schedule('ended', { until: '2026-06-30', valid_to: '2026-07-31' }),
	schedule('odd-end', { until: 'soon' }, { problems: ['date_unreadable'] }),
	schedule('with-offset', { opens_at: '18:00-05:00', closes_at: '19:00-05:00' }),
	schedule('summer-offset', { timezone: -4 }),
	schedule('other-offset', { timezone: 3 }, { problems: ['offset_differs'] }),
	schedule('in-utc', { opens_at: '23:00Z' }, { problems: ['offset_differs'] }),
	schedule('no-time', { opens_at: undefined }, { problems: ['time_missing'], says: { times: [] } }),
	schedule(
		'odd-time',
		{ opens_at: 'nine' },
		{ problems: ['time_unreadable'], says: { times: [] } }
	),
	trap(
		'words-only',
		{ schedules: [{ id: uuidOf('w'), description: 'By appointment' }] },
		{
			says: { times: [] }
		}
	),
	trap(
		'hybrid',
		{ service_at_locations: [house('hybrid'), room('hybrid')] },
		{ says: { mode: 'hybrid' } }
	),
	trap(
		'virtual',
		{ service_at_locations: [room('virtual')] },
		{ says: { mode: 'online', at: null } }
	),
	trap('no-place', { service_at_locations: [] }, { problems: ['place_missing'] }),
	trap('own-schedule', {
		schedules: [],
		service_at_locations: [house('own', { schedules: [{ id: uuidOf('own'), ...weekly }] })]
	}),
	trap('ages', { minimum_age: 55 }, { says: { audiences: ['older_adults'] } }),
	trap('application', { application_process: 'Ask first.' }, { says: { openness: 'request' } }),
	trap('price', { cost_options: [{ id: uuidOf('c'), amount: 0 }] }, { says: { cost: 'free' } }),
	trap('markup', { description: '<p>Open to all</p>' }, { problems: ['markup_removed'] }),
	trap(
		'odd-language',
		{ languages: [{ id: uuidOf('l'), code: 'q-1' }] },
		{
			...{ problems: ['language_unknown'] },
			says: { languages: [] }
		}
	),
	{
		name: 'organization',
		row: () => ({
			id: uuidOf('org'),
			name: 'Example',
			description: '',
			website: 'https://x.example'
		}),
		...refused('not_a_listing')
	}
];
