import type { Entry, EntryTime } from '../../../src/lib/directory/server/search/query.ts';
import { byWeight, openChance, type Chance } from './chance.ts';
import type { City } from './cities.ts';

/**
 * Generated listings: groups stand where people live, meet mostly on weekday evenings by the clock of
 * their place, and share their names, as groups do.
 */
const firstNames = [
	...[
		'New',
		'Quiet',
		'Open',
		'Second',
		'Morning',
		'Evening',
		'Sunday',
		'Riverside',
		'Garden',
		'North'
	],
	...[
		'Safe',
		'Gentle',
		'Common',
		'Bright',
		'Steady',
		'Harbour',
		'Lantern',
		'Willow',
		'Cedar',
		'Bridge'
	]
];
const secondNames = [
	...[
		'Hope',
		'Steps',
		'Circle',
		'Ground',
		'Beginnings',
		'Light',
		'Path',
		'Voices',
		'Table',
		'House'
	],
	...[
		'Room',
		'Company',
		'Strength',
		'Calm',
		'Harbour',
		'Tide',
		'Shelter',
		'Spring',
		'Anchor',
		'Home'
	]
];
const organisations = [
	...[
		'Community Trust',
		'Survivors Network',
		'Veterans Centre',
		'Family Service',
		'Health Collective'
	],
	...[
		'Red Door',
		'Listening Post',
		'Women’s Centre',
		'Youth Line',
		'Refugee Council',
		'Grief Alliance'
	]
];
const places = [
	...[
		'Library',
		'Town Hall',
		'Community Centre',
		'Church Hall',
		'Health Centre',
		'School',
		'Café Rosé'
	],
	...['Garden House', 'Meeting House', 'Sports Club', 'University', 'Museum']
];
const phrases = [
	'We meet to speak and to listen, without advice and without pressure.',
	'Everybody may pass, and nobody has to explain why they came.',
	'A small circle for people who live with what happened to them.',
	'Tea and coffee from half an hour before; the door is on the side street.',
	'New people are welcome every week; come ten minutes early to meet a host.',
	'We read a short text together and then share for as long as there is time.',
	'Peer support for grief after sudden loss, open to family and friends.',
	'For those who served, and for the people who waited at home.',
	'Breathing and grounding exercises at the beginning and at the end.',
	'Cameras may stay off; writing in the chat counts as speaking.',
	'Bring nothing but yourself. Children are looked after next door.',
	'We hold the room in two languages and take the time that needs.',
	'No religion, no fees, no records of who was here.',
	'Recovery is not a straight line, and here it does not have to be.',
	'The group is led by members who were trained for it.'
];
const experiences = [
	...(['any', 'substance_use', 'mental_health', 'bereavement', 'violence_at_home'] as const),
	...(['sexual_violence', 'childhood', 'combat', 'illness', 'carers', 'forced_flight'] as const),
	...(['first_responders', 'disaster'] as const)
];
const chooseExperience = byWeight([25, 20, 15, 9, 6, 6, 5, 5, 4, 4, 2, 2, 1]);
const audiences = [
	...([
		['women', 0.13],
		['men', 0.1],
		['lgbtq', 0.07],
		['young_adults', 0.06]
	] as const),
	...([
		['parents', 0.04],
		['veterans', 0.04],
		['older_adults', 0.03],
		['refugees', 0.02]
	] as const),
	...([
		['people_of_colour', 0.02],
		['trans', 0.015],
		['carers', 0.02],
		['deaf', 0.005]
	] as const)
];
const needs = [
	...([
		['step_free', 0.22],
		['captions', 0.1],
		['no_camera', 0.08],
		['text_only', 0.04]
	] as const),
	...([
		['sign_language', 0.01],
		['quiet_room', 0.03],
		['child_care', 0.02],
		['braille', 0.004]
	] as const)
];
const spoken = ['en', 'en', 'en', 'es', 'fr', 'de', 'pt', 'ar', 'zh', 'hi', 'uk'];
/** Hours of the day, by how often a group meets then. */
const chooseHour = byWeight([
	...[0, 0, 0, 0, 0, 0, 3, 6, 5, 6, 9, 6, 14, 5, 3, 3, 4, 9, 22, 40, 22, 6, 2, 1]
]);
const minutes = ['00', '00', '00', '00', '00', '00', '30', '30', '30', '15', '45'];
const chooseWeekday = byWeight([14, 16, 16, 16, 12, 13, 13]);
const sources = ['own', ...Array.from({ length: 24 }, (_, n) => `directory-${n}`)];
const chooseSource = byWeight(sources.map((_, n) => 1 / (n + 2)));

const twoDigits = (n: number) => String(n).padStart(2, '0');

export function listing(n: number, pick: (chance: Chance) => City): Entry {
	const chance = openChance(n * 2_654_435_761 + 17);
	const city = pick(chance);
	const way = chance.next();
	const isOnline = way > 0.65;
	const isHybrid = way > 0.55 && !isOnline;
	const mode = isHybrid ? ['in_person', 'online', 'hybrid'] : [isOnline ? 'online' : 'in_person'];
	if (chance.next() < 0.06) mode.push('phone');
	const experience = [experiences[chooseExperience(chance)]!];
	if (experience[0] !== 'any' && chance.next() < 0.15)
		experience.push(chance.pick(experiences.slice(1)));
	const language = [chance.next() < 0.7 ? city.language : chance.pick(spoken)];
	if (chance.next() < 0.06) language.push(chance.pick(spoken));
	const facets = {
		...{ mode, experience: [...new Set(experience)], language: [...new Set(language)] },
		...{ audience: chance.some(audiences), access: chance.some(needs) },
		open: [chance.next() < 0.7 ? 'open' : chance.next() < 0.5 ? 'request' : 'closed'],
		cost: chance.next() < 0.5 ? ['free'] : chance.next() < 0.3 ? ['donation'] : [],
		led_by: chance.next() < 0.6 ? [chance.pick(['peer', 'peer', 'professional', 'both'])] : [],
		source: [sources[chooseSource(chance)]!]
	};
	const isPlaced = !isOnline || chance.next() < 0.2;
	return {
		id: idOf(n, chance),
		text: textOf(city, chance),
		said: [facets.mode, facets.experience, facets.audience, facets.access].map((all) =>
			all.join(' ').replaceAll('_', ' ')
		),
		facets,
		at: isPlaced
			? { lat: near(city.lat, city, chance, 90), lng: near(city.lng, city, chance, 180) }
			: null,
		times: timesOf(city, chance)
	};
}

/** Larger cities reach further. */
function near(degrees: number, city: City, chance: Chance, limit: number): number {
	const reach = Math.min(0.35, Math.sqrt(city.population) / 8000);
	const at = degrees + (chance.next() + chance.next() - 1) * reach;
	return Math.max(-limit, Math.min(limit, Math.round(at * 1e5) / 1e5));
}

function idOf(n: number, chance: Chance): string {
	const tail = Math.floor(chance.next() * 2 ** 32)
		.toString(16)
		.padStart(8, '0');
	return `0190${n.toString(16).padStart(8, '0').slice(0, 4)}-${n.toString(16).padStart(8, '0').slice(4)}-7000-8000-0000${tail}`;
}

function textOf(city: City, chance: Chance): string {
	const name = `${chance.pick(firstNames)} ${chance.pick(secondNames)}`;
	const described = Array.from({ length: 1 + chance.below(4) }, () => chance.pick(phrases));
	return [
		...[name, chance.pick(places), city.name, city.country],
		`${city.name} ${chance.pick(organisations)}`,
		...described
	].join(' ');
}

function timesOf(city: City, chance: Chance): EntryTime[] {
	if (chance.next() < 0.03) return [];
	const count = chance.next() < 0.8 ? 1 : 2 + chance.below(3);
	const timeZone = city.timeZone;
	const localTime = `${twoDigits(chooseHour(chance))}:${chance.pick(minutes)}`;
	const startsOn = `20${18 + chance.below(9)}-${twoDigits(1 + chance.below(12))}-${twoDigits(1 + chance.below(28))}`;
	const plain = { startsOn, endsOn: null, localTime, timeZone };
	const kind = chance.next();
	if (kind > 0.94)
		return [
			{
				...plain,
				rule: {
					freq: 'monthly_weekday',
					interval: 1,
					nth: 1 + chance.below(4),
					weekday: 1 + chooseWeekday(chance)
				}
			}
		];
	const interval = kind > 0.9 ? 2 : 1;
	const weekdays = new Set(Array.from({ length: count }, () => 1 + chooseWeekday(chance)));
	return [...weekdays].map((weekday) => ({
		...plain,
		rule: { freq: 'weekly', interval, weekdays: [weekday] }
	}));
}

/** So many listings, made as they are read. */
export async function* batches(
	many: number,
	pick: (chance: Chance) => City
): AsyncGenerator<readonly Entry[]> {
	for (let n = 0; n < many; n += 500)
		yield Array.from({ length: Math.min(500, many - n) }, (_, i) => listing(n + i, pick));
}
