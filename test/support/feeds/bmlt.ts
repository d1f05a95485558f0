import type { Trap } from './traps.ts';

const kinds: string[] = [];
/** A meeting as a BMLT server answers: every value is text. */
const meeting = (kind: number, n: number, changes: object) => ({
	id_bigint: `${kind * 1000 + n}`,
	meeting_name: 'Just for Today',
	weekday_tinyint: `${(n % 7) + 1}`,
	venue_type: '1',
	start_time: '19:00:00',
	duration_time: '01:30:00',
	time_zone: 'America/Denver',
	formats: 'O,D',
	lang_enum: 'en',
	location_text: 'Library',
	location_street: `${n + 1} Oak Street`,
	location_municipality: 'Sometown',
	location_province: 'CO',
	location_postal_code_1: '80014',
	location_nation: 'USA',
	latitude: '39.73',
	longitude: '-104.99',
	virtual_meeting_link: '',
	phone_meeting_number: '',
	comments: '',
	published: '1',
	...changes
});

function trap(name: string, changes: object, outcome: Omit<Trap, 'name' | 'row'> = {}): Trap {
	const kind = kinds.push(name);
	return { name, row: (n) => meeting(kind, n, changes), ...outcome };
}
const link = 'https://zoom.example/j/1';

/** All that `formats.md` warns of in BMLT answers, and what servers do beside. */
export const bmltTraps: readonly Trap[] = [
	trap('whole', {}, { says: { mode: 'in_person', openness: 'open', languages: ['en'] } }),
	trap('sunday', { weekday_tinyint: '1' }),
	trap('saturday', { weekday_tinyint: '7' }),
	trap('weekday-0', { weekday_tinyint: '0' }, { problems: ['day_unknown'], says: { times: [] } }),
	trap('admin-day', { weekday_tinyint: undefined, day: '0' }),
	trap(
		'virtual',
		{ venue_type: '2', virtual_meeting_link: link },
		{ says: { mode: 'online', at: null } }
	),
	trap('hybrid', { venue_type: '3', virtual_meeting_link: link }, { says: { mode: 'hybrid' } }),
	trap(
		'dial-in',
		{ venue_type: '2', phone_meeting_number: '+1 555 010 0100' },
		{ says: { mode: 'phone' } }
	),
	trap(
		'old-virtual',
		{ venue_type: '', formats: 'VM', virtual_meeting_link: link },
		{
			says: { mode: 'online' }
		}
	),
	trap(
		'old-hybrid',
		{ venue_type: undefined, formats: 'HY', virtual_meeting_link: link },
		{
			says: { mode: 'hybrid' }
		}
	),
	trap(
		'venue-9',
		{ venue_type: '9' },
		{ problems: ['value_unknown'], says: { mode: 'in_person' } }
	),
	trap('closed-place', { formats: 'TC,O' }, { problems: ['not_meeting'], isRefused: true }),
	trap(
		'closed-but-online',
		{ formats: 'TC', virtual_meeting_link: link },
		{
			says: { mode: 'online', at: null }
		}
	),
	trap('closed', { formats: 'C,W' }, { says: { openness: 'closed', audiences: ['women'] } }),
	trap('both', { formats: 'O,C' }, { problems: ['open_and_closed'], says: { openness: 'closed' } }),
	trap(
		'odd-format',
		{ formats: 'O,ZZ9' },
		{
			...{ problems: ['code_unknown'] },
			says: { foreign: { bmlt: { formats: ['ZZ9'] } } }
		}
	),
	trap('unpublished', { published: '0' }, { problems: ['not_published'], isRefused: true }),
	trap('no-id', { id_bigint: '' }, { problems: ['key_missing'], isRefused: true }),
	trap('no-name', { meeting_name: '' }, { problems: ['name_missing'], isRefused: true }),
	trap('no-zone', { time_zone: '' }),
	trap('zero-duration', { duration_time: '00:00:00' }),
	trap('odd-duration', { duration_time: 'long' }, { problems: ['end_unreadable'] }),
	trap(
		'odd-time',
		{ start_time: '24:30:00' },
		{ problems: ['time_unreadable'], says: { times: [] } }
	),
	trap('no-place', { latitude: '0', longitude: '0' }, { says: { at: null } }),
	trap(
		'odd-place',
		{ latitude: '139.7' },
		{ problems: ['coordinates_impossible'], says: { at: null } }
	),
	trap(
		'markup',
		{ comments: '<i>Side door</i>' },
		{
			...{ problems: ['markup_removed'] },
			says: { description: 'Side door' }
		}
	),
	trap(
		'script-link',
		{ virtual_meeting_link: 'JavaScript:alert(1)' },
		{ problems: ['url_refused'] }
	),
	trap('contacts', {
		...{ contact_name_1: 'Ann Persona', contact_phone_1: '555-0100' },
		...{ contact_email_1: 'ann@example.org', email_contact: 'ann@example.org' }
	})
];
