import type { AccessNeed, Audience, Experience, Language, NewGroup } from '#lib/groups/groups.ts';

const northbridge = { city: 'Northbridge', country: 'GB', latitude: 53.8, longitude: -1.55 };
const easton = { city: 'Easton', country: 'GB', latitude: 53.75, longitude: -1.48 };

export type GroupKey =
	| 'harbour'
	| 'uniform'
	| 'dawn'
	| 'bread'
	| 'empty-chair'
	| 'night-shift'
	| 'slow-mornings'
	| 'small-steps';

/** Eight invented groups. Nobody in them exists. */
export interface DemoGroup {
	key: GroupKey;
	name: string;
	purpose: string;
	experience: Experience;
	audience: Audience[];
	languages: Language[];
	accessNeeds: AccessNeed[];
	meets: 'in_person' | 'online' | 'hybrid';
	place?: string;
	/** Invented towns, on a map of real ones. */
	where?: NonNullable<NewGroup['where']>;
	capacity: number;
	entry: 'open' | 'request' | 'invitation';
	whatToExpect: string;
	/** Two keys of `staff.ts`, the one who usually leads first. */
	facilitators: [string, string];
	/** 1 is Monday. */
	weekday: number;
	localTime: string;
	minutes: number;
	/** Meets every day instead of once a week. */
	daily?: true;
	/** Began this many weeks ago; with the programme itself when not said. */
	weeksOld?: number;
	/** Members beside the facilitators and whoever looks at the demonstration. */
	members: number;
}

export const groups: DemoGroup[] = [
	{
		key: 'harbour',
		facilitators: ['mara', 'ines'],
		name: 'Evening harbour',
		purpose:
			'A small online group for women who lived with violence at home. We listen, we believe each other, and nobody has to explain why it was hard to leave.',
		experience: 'violence_at_home',
		audience: ['women'],
		languages: ['en'],
		accessNeeds: ['text_only', 'no_camera'],
		meets: 'online',
		capacity: 12,
		entry: 'request',
		whatToExpect:
			'We begin with a breath and one word each. Most of the time is a round in which you may speak, write or pass. We end with one thing to take along.',
		weekday: 2,
		localTime: '19:00',
		minutes: 90,
		members: 8
	},
	{
		key: 'uniform',
		facilitators: ['tom', 'joan'],
		name: 'After the uniform',
		purpose:
			'For veterans who came home and found that part of them did not. Plain talk, no ranks, no war stories told for effect.',
		experience: 'combat',
		audience: ['veterans'],
		languages: ['en'],
		accessNeeds: ['step_free'],
		meets: 'hybrid',
		place: 'Mill Street Hall, Northbridge',
		where: northbridge,
		capacity: 12,
		entry: 'request',
		whatToExpect:
			'Coffee first. Then a check-in, a round, and a short exercise for sleep or temper that someone in the group has tried.',
		weekday: 4,
		localTime: '18:30',
		minutes: 90,
		members: 7
	},
	{
		key: 'dawn',
		facilitators: ['ines', 'hanna'],
		name: 'Toward morning',
		purpose:
			'For survivors of sexual assault, of any gender and any year. You will be believed. You never have to say what happened.',
		experience: 'sexual_violence',
		audience: [],
		languages: ['en'],
		accessNeeds: ['text_only', 'no_camera'],
		meets: 'online',
		capacity: 10,
		entry: 'request',
		whatToExpect:
			'The headline, not the details. A slow pace, a lot of quiet, and a practice for coming back to the room before we say goodbye.',
		weekday: 3,
		localTime: '20:00',
		minutes: 90,
		members: 6
	},
	{
		key: 'bread',
		facilitators: ['elif', 'joan'],
		name: 'Bread and company',
		purpose:
			'For people who had to leave their country. We cook something small, talk about what was left behind and about the week ahead.',
		experience: 'forced_flight',
		audience: ['refugees'],
		languages: ['en', 'ar'],
		accessNeeds: ['step_free'],
		meets: 'in_person',
		place: 'Garden House, Easton',
		where: easton,
		capacity: 10,
		entry: 'open',
		whatToExpect: 'A kitchen table. English and Arabic side by side. Children may play next door.',
		weekday: 3,
		localTime: '14:00',
		minutes: 60,
		members: 5
	},
	{
		key: 'empty-chair',
		facilitators: ['hanna', 'tom'],
		name: 'The empty chair',
		purpose:
			'For people who lost someone to violence. We say their names if we want to. Nobody here thinks it is time you were over it.',
		experience: 'bereavement',
		audience: ['bereaved'],
		languages: ['en'],
		accessNeeds: ['text_only'],
		meets: 'online',
		capacity: 10,
		entry: 'request',
		whatToExpect:
			'A candle, a round, and room for silence. Some come every time, some once a year.',
		weekday: 7,
		localTime: '17:00',
		minutes: 90,
		members: 5
	},
	{
		key: 'night-shift',
		facilitators: ['mara', 'tom'],
		name: 'Night shift',
		purpose:
			'For nurses, paramedics, firefighters and dispatchers, after the calls that come home with you.',
		experience: 'first_responders',
		audience: ['first_responders'],
		languages: ['en'],
		accessNeeds: ['text_only', 'no_camera'],
		meets: 'online',
		capacity: 12,
		entry: 'open',
		whatToExpect:
			'Every day, short and plain, after a shift or before one. The hour moves when shifts do: the calendar has the next one. Listening only is common here.',
		weekday: 3,
		localTime: '21:00',
		minutes: 45,
		daily: true,
		weeksOld: 4,
		members: 6
	},
	{
		key: 'slow-mornings',
		facilitators: ['joan', 'elif'],
		name: 'Slow mornings',
		purpose:
			'For anyone living with what happened, of any kind. A quiet room, tea, and no hurry to say anything.',
		experience: 'any',
		audience: [],
		languages: ['en'],
		accessNeeds: ['step_free', 'quiet_room'],
		meets: 'in_person',
		place: 'Old Library, Northbridge, ground floor',
		where: northbridge,
		capacity: 6,
		entry: 'open',
		whatToExpect:
			'The room to the left of the door; the sign says “Reading group”. Tea first. Then a round in which passing is as welcome as speaking.',
		weekday: 6,
		localTime: '10:00',
		minutes: 90,
		members: 6
	},
	{
		key: 'small-steps',
		facilitators: ['ines', 'elif'],
		name: 'Small steps',
		purpose:
			'For people who were hurt as children and notice it as grown-ups: in sleep, in trust, in being kind to themselves.',
		experience: 'childhood',
		audience: [],
		languages: ['en'],
		accessNeeds: ['text_only', 'no_camera', 'captions'],
		meets: 'online',
		capacity: 10,
		entry: 'invitation',
		whatToExpect:
			'A closed group that goes on together for a season. People come in by invitation, so that trust has time.',
		weekday: 1,
		localTime: '20:00',
		minutes: 90,
		members: 5
	}
];
