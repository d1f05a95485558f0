import { sayClock } from '#lib/words/clock.ts';
import { daysBetween, sayDay, sayWeekday } from '#lib/words/times.ts';
import { knows, say, type Key } from '#lib/words/words.ts';
import type { Listing, Pattern } from './shown.ts';
import { sayLanguage } from './vocabulary.ts';
import type { MyWait } from './waiting-list.ts';

/** The words of a code of the vocabulary; the code itself when the catalogue has none. */
export function label(kind: string, code: string): string {
	const key = `groups.${kind}.${code}`;
	return knows(key) ? say(key) : code;
}

export { sayClock };

const list = new Intl.ListFormat('en', { type: 'conjunction' });
const sentences = (...parts: (string | null)[]) => parts.filter(Boolean).join(' ');

/** "Thursday, 7 in the evening", with the date once a weekday alone could be two days. */
export function sayUntil(at: Date, zone: string, now: Date): string {
	const time = sayClock(at, zone);
	const days = daysBetween(now, at, zone);
	if (days === 0) return say('groups.until.today', { time });
	if (days === 1) return say('groups.until.tomorrow', { time });
	const isNear = days > 1 && days < 7;
	const day = isNear ? sayWeekday(at, zone) : sayDay(at, zone, now);
	return say('groups.until.day', { day, time });
}

/** "A few people are before you.", or why no seat is offered now. */
export function sayPlaceOnList(
	{ state, until, restsUntil, place }: MyWait,
	zone: string,
	now: Date
): string {
	const day = (at: Date) => sayDay(at, zone, now);
	if (state === 'missed' && until) return say('groups.home.list.missed', { day: day(until) });
	if (restsUntil) return say('groups.home.list.rests', { day: day(restsUntil) });
	return say(`groups.home.list.place.${place}`);
}

/** "Tuesdays at 7 in the evening, your time." */
export function sayPattern(pattern: Pattern | null, zone: string): string {
	const first = pattern?.at[0];
	if (!pattern || !first) return say('groups.pattern.none');
	const { interval, freq } = pattern;
	const time = sayClock(first, zone);
	const weekday = sayWeekday(first, zone);
	if (freq === 'weekly') {
		const days = [...new Set(pattern.at.map((at) => sayWeekday(at, zone)))];
		const weekdays = list.format(days.map((day) => say('groups.pattern.days', { weekday: day })));
		if (interval === 1 && days.length === 7) return say('groups.pattern.daily', { time });
		if (interval === 1) return say('groups.pattern.weekly', { weekdays, time });
		if (interval === 2 && days.length === 1) return say('groups.pattern.second', { weekday, time });
		return say('groups.pattern.weeks', { interval, weekdays, time });
	}
	if (interval > 1) return say('groups.pattern.months', { interval, time });
	const key: Key = freq === 'monthly' ? 'groups.pattern.monthly_date' : 'groups.pattern.monthly';
	return say(key, { weekday, time });
}

/** "For women who lived with violence at home." */
export function sayWho({ audience, experience }: Pick<Listing, 'audience' | 'experience'>): string {
	const nobodyNamed = experience === 'any' ? 'anyone' : 'people';
	const who =
		audience.length > 0
			? list.format(audience.map((code) => label('who', code)))
			: label('who', nobodyNamed);
	return say('groups.sentence.for', { who, what: label('what', experience) });
}

/** "In English and Arabic."; nothing when it is English alone. */
function sayLanguages(codes: readonly string[]): string | null {
	if (codes.length === 1 && codes[0] === 'en') return null;
	return say('groups.sentence.languages', { languages: list.format(codes.map(sayLanguage)) });
}

export function saySeats({ seats, entry }: Pick<Listing, 'seats' | 'entry'>): string {
	if (entry === 'invitation' && seats !== 'full') return say('groups.seats.invitation');
	return say(`groups.seats.${seats}`);
}

/** A group in a few sentences, as a person would tell another. */
export function sayListing(group: Listing, zone: string): string {
	return sentences(
		sayPattern(group.pattern, zone),
		group.pattern && say('groups.sentence.minutes', { minutes: group.pattern.minutes }),
		say(`groups.sentence.${group.meets}`),
		sayWho(group),
		sayLanguages(group.languages),
		group.ledBy && say(`groups.sentence.led_by.${group.ledBy}`),
		group.cost && say(`groups.sentence.cost.${group.cost}`),
		saySeats(group)
	);
}

/** "No camera, ever. Captions typed by a person." */
export const sayAccess = (codes: readonly string[]): string =>
	codes.map((code) => `${label('access', code)}.`).join(' ');
