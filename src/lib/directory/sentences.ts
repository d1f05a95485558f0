import { sayLanguage } from '#lib/groups/groups.ts';
import { sayClock } from '#lib/words/clock.ts';
import { dayIn, sayTime, sayWeekday } from '#lib/words/times.ts';
import { knows, say } from '#lib/words/words.ts';
import type { FoundListing } from './found.ts';
import type { Listing } from './listing.ts';
import { inUnit, type Unit } from './units.ts';
import { ownSource } from './vocabulary.ts';

/** A weekday and clock that a listing meets at: its soonest start, and how it comes again. */
export interface Slot {
	at: Date;
	freq: 'weekly' | 'monthly' | 'monthly_weekday';
	interval: number;
	/** For `monthly_weekday`: which one of the month, -1 is the last. */
	nth: number | null;
	minutes: number;
	/** Where the clock hangs that it goes by. */
	timeZone: string;
}

const and = new Intl.ListFormat('en', { type: 'conjunction' });
const or = new Intl.ListFormat('en', { type: 'disjunction' });
export const sentences = (...parts: (string | null | undefined | false)[]) =>
	parts.filter(Boolean).join(' ');

/** Browsers do not know the names of sign languages, and would change what the server wrote. */
function languageName(code: string): string {
	const key = `directory.language.${code}`;
	return knows(key) ? say(key) : sayLanguage(code);
}

const labels = new Map<string, string>();
const mostLabels = 2000;

/** The words of a code of a facet; the code itself when the catalogue has none. */
export function label(facet: string, code: string): string {
	const name = `${facet}.${code}`;
	let words = labels.get(name);
	if (words !== undefined) return words;
	words = readLabel(facet, code);
	// Names of sources come from outside, and are not many.
	if (labels.size < mostLabels) labels.set(name, words);
	return words;
}

function readLabel(facet: string, code: string): string {
	if (facet === 'language') return languageName(code);
	if (facet === 'source') return code === ownSource ? say('directory.source.own') : code;
	const name = `${facet}.${code}`;
	const key = [`directory.${name}`, `groups.${name}`, `groups.meets.${code}`].find(knows);
	return key ? say(key) : code.replaceAll('_', ' ');
}

/** Monday first, as a week is told. */
const weekdayOrder = (at: Date, zone: string): number =>
	(new Date(`${dayIn(at, zone)}T12:00:00Z`).getUTCDay() + 6) % 7;

/** More clocks than this are not told one by one. */
const mostClocks = 3;

/** "Tuesdays at 7 in the evening", and all other times; null without any. */
export function saySlots(slots: readonly Slot[], zone: string): string | null {
	if (slots.length === 0) return null;
	const kinds = new Map<string, Slot[]>();
	for (const slot of slots) {
		const { freq, interval, nth, at } = slot;
		const kind = [freq, interval, nth, sayTime(at, zone)].join();
		kinds.set(kind, [...(kinds.get(kind) ?? []), slot]);
	}
	if (kinds.size > mostClocks) return say('directory.when.many', { count: kinds.size });
	return and.format([...kinds.values()].map((same) => sayKind(same, zone)));
}

function sayKind(same: readonly Slot[], zone: string): string {
	const { at, freq, interval, nth } = same[0]!;
	const time = sayClock(at, zone);
	const weekday = sayWeekday(at, zone);
	if (freq === 'monthly') return say('directory.when.monthly', { interval, time });
	if (freq === 'monthly_weekday') {
		const hasShifted = sayWeekday(at, same[0]!.timeZone) !== weekday;
		const which = hasShifted ? 'other' : nth === -1 ? 'last' : String(nth);
		return say('directory.when.nth', { interval, which, weekday, time });
	}
	const days = [...same].sort((a, b) => weekdayOrder(a.at, zone) - weekdayOrder(b.at, zone));
	const names = [...new Set(days.map((slot) => sayWeekday(slot.at, zone)))];
	if (interval === 1 && names.length === 7) return say('directory.when.daily', { time });
	const weekdays = and.format(names.map((name) => say('groups.pattern.days', { weekday: name })));
	if (interval === 2 && names.length === 1) return say('directory.when.second', { weekday, time });
	return say('directory.when.weekly', { interval, weekdays, time });
}

/** When it meets, on the reader's clock; and on the clock there, for those who would go there. */
export function sayWhenItMeets(
	{ times, mode, groupId }: Pick<Listing, 'times' | 'mode' | 'groupId'>,
	slots: readonly Slot[],
	zone: string
): string {
	const first = slots[0];
	const told = saySlots(slots, zone);
	if (!first || !told)
		return say(times.length > 0 || groupId ? 'groups.pattern.none' : 'directory.when.asked');
	const isElsewhere = sayTime(first.at, first.timeZone) !== sayTime(first.at, zone);
	const isThere = mode === 'in_person' || mode === 'hybrid';
	return sentences(
		say(isThere && !isElsewhere ? 'directory.when.plain' : 'directory.when.yours', { times: told }),
		isThere &&
			isElsewhere &&
			say('directory.when.there', {
				weekday: sayWeekday(first.at, first.timeZone),
				time: sayClock(first.at, first.timeZone)
			})
	);
}

/** "For women who lived with violence at home." */
export function sayWho({ audiences, experiences }: Pick<Listing, 'audiences' | 'experiences'>) {
	const whats = experiences.filter((code) => code !== 'any');
	const isAny = whats.length === 0;
	if (isAny && audiences.length === 0) return say('directory.sentence.anyone');
	const who =
		audiences.length > 0
			? and.format(audiences.map((code) => label('who', code)))
			: say('groups.who.people');
	if (isAny) return say('directory.sentence.for', { who });
	return say('groups.sentence.for', {
		who,
		what: or.format(whats.map((code) => label('what', code)))
	});
}

/** "In English and Arabic."; nothing when it is English alone, or not known. */
export function sayLanguages(codes: readonly string[]): string | null {
	if (codes.length === 0 || (codes.length === 1 && codes[0] === 'en')) return null;
	return say('groups.sentence.languages', {
		languages: and.format(codes.map((code) => label('language', code)))
	});
}

/** Whether there is room, for ours; who may come, for others. */
export function sayEntry({
	seats,
	openness,
	groupId
}: Pick<Listing, 'seats' | 'openness' | 'groupId'>) {
	if (!groupId) return openness === 'open' ? null : say(`directory.sentence.${openness}`);
	if (openness === 'closed' && seats !== 'full') return say('groups.seats.invitation');
	return seats && say(`groups.seats.${seats}`);
}

/** A listing in a few sentences, as a person would tell another. */
export function sayListing(listing: Listing, slots: readonly Slot[], zone: string): string {
	const { mode, groupId, cost, ledBy } = listing;
	return sentences(
		sayWhenItMeets(listing, slots, zone),
		slots[0] && say('groups.sentence.minutes', { minutes: slots[0].minutes }),
		groupId && mode !== 'phone'
			? say(`groups.sentence.${mode}`)
			: say(`directory.sentence.${mode}`),
		sayWho(listing),
		sayLanguages(listing.languages),
		ledBy && say(`groups.sentence.led_by.${ledBy}`),
		cost && say(`groups.sentence.cost.${cost}`),
		sayEntry(listing)
	);
}

/** In one line, for paper: "Tuesdays at 7 in the evening. Online. For women." */
export function sayBriefly(listing: Listing, slots: readonly Slot[], zone: string): string {
	const told = saySlots(slots, zone);
	return sentences(
		told ? say('directory.when.plain', { times: told }) : say('directory.when.asked'),
		say(`directory.sentence.${listing.mode}`),
		sayWho(listing),
		sayLanguages(listing.languages)
	);
}

/** "No camera, ever. Captions typed by a person." */
export const sayAccess = (codes: readonly string[]): string =>
	codes.map((code) => `${label('access', code)}.`).join(' ');

/** "2 km away", "about 5 miles away"; null when nothing was asked about a place. */
export function sayDistance(
	{ km, precision }: Pick<FoundListing, 'km' | 'precision'>,
	unit: Unit
): string | null {
	if (km === null) return null;
	const isRough = precision === 'approximate';
	const far = inUnit(km, unit);
	if (far < 1 && !isRough) return say('directory.distance.close', { unit });
	const count = Math.max(1, Math.round(far));
	return say(isRough ? 'directory.distance.about' : 'directory.distance', { count, unit });
}

/** "Garden House, Mill Street 4, Easton"; for those told only roughly the town. */
export function sayPlace({ place, mode }: Pick<Listing, 'place' | 'mode'>): string {
	const { name, street, postalCode, city, region } = place ?? {};
	const parts = [name, street, sentences(postalCode, city) || null, city ? null : region];
	const told = [...new Set(parts.filter((part): part is string => Boolean(part)))];
	const isSaid = (part: string) => told.some((other) => other !== part && other.includes(part));
	const words = told.filter((part) => !isSaid(part)).join(', ');
	if (mode === 'online' || mode === 'phone') return label('mode', mode);
	return words || label('mode', mode);
}

/** The place and how far it is, as the line over a name. */
export function sayWhere(listing: FoundListing, unit: Unit): string {
	const { precision, mode } = listing;
	const isSecret = precision === 'confidential' && (mode === 'in_person' || mode === 'hybrid');
	const place = isSecret ? say('directory.place.confidential') : sayPlace(listing);
	return [place, sayDistance(listing, unit)].filter(Boolean).join(' · ');
}

/** Whose it is, and how sure anybody is of it; nothing for ours. */
export function sayWhose({ groupId, organisation, source, isStale }: Listing): string | null {
	if (groupId) return null;
	return sentences(
		say('directory.whose', { who: organisation ?? source }),
		isStale && say('directory.stale')
	);
}

/** The beginning of a description, up to the end of a sentence or a word. */
export function beginningOf(description: string, most = 180): string {
	const line = description.replace(/\s+/g, ' ').trim();
	if (line.length <= most) return line;
	const cut = line.slice(0, most);
	const end = Math.max(cut.lastIndexOf('. '), cut.lastIndexOf('? '), cut.lastIndexOf('! '));
	return end > most / 2 ? cut.slice(0, end + 1) : `${cut.slice(0, cut.lastIndexOf(' '))} …`;
}
