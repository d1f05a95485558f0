/** The fields of a Meeting Guide spreadsheet, and after them those a sheet for Holdspace may add. */
export const meetingFields = [
	...['slug', 'name', 'day', 'time', 'end_time', 'timezone', 'location', 'formatted_address'],
	...['address', 'city', 'state', 'postal_code', 'country', 'regions', 'approximate'],
	...['latitude', 'longitude', 'notes', 'group', 'conference_url', 'conference_url_notes'],
	...['conference_phone', 'conference_phone_notes', 'types', 'updated', 'url', 'feedback_url'],
	...['entity', 'entity_location', 'entity_phone', 'entity_url', 'entity_website_url']
] as const;
export type MeetingField = (typeof meetingFields)[number];

const readFields = [
	...meetingFields,
	...['id', 'type', 'region', 'sub_region', 'sub_sub_region', 'coordinates'],
	...['location_notes', 'group_notes', 'experience', 'audience', 'access', 'languages', 'cost'],
	...['openness', 'led_by', 'mode', 'precision']
];

const alsoCalled: Record<string, string> = {
	key: 'id',
	weekday: 'day',
	days: 'day',
	start: 'time',
	start_time: 'time',
	starts: 'time',
	end: 'end_time',
	ends: 'end_time',
	time_zone: 'timezone',
	zone: 'timezone',
	place: 'location',
	venue: 'location',
	street: 'address',
	town: 'city',
	province: 'state',
	postcode: 'postal_code',
	zip: 'postal_code',
	lat: 'latitude',
	lng: 'longitude',
	lon: 'longitude',
	description: 'notes',
	organisation: 'entity',
	organization: 'entity',
	website: 'url',
	link: 'conference_url',
	online_link: 'conference_url',
	dial_in: 'conference_phone',
	last_updated: 'updated',
	experiences: 'experience',
	audiences: 'audience',
	for: 'audience',
	language: 'languages',
	open: 'openness'
};

const fold = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
const byHeader = new Map<string, string>([
	...Object.entries(alsoCalled).map(([name, field]) => [fold(name), field] as const),
	...readFields.map((field) => [fold(field), field] as const)
]);

/** The field a header means, without case, spaces and signs; '' for columns that are not read. */
export const fieldOfHeader = (header: string): string => byHeader.get(fold(header)) ?? '';

const plainWords: Partial<Record<MeetingField, string>> = {
	slug: 'ID',
	url: 'URL',
	timezone: 'Time Zone',
	conference_url: 'Conference URL',
	conference_url_notes: 'Conference URL Notes',
	feedback_url: 'Feedback URL',
	entity_url: 'Entity URL',
	entity_website_url: 'Entity Website URL'
};

/** "Postal Code" for `postal_code`. */
export const headerOfField = (field: MeetingField): string =>
	plainWords[field] ??
	field
		.split('_')
		.map((word) => word[0]!.toUpperCase() + word.slice(1))
		.join(' ');
