import { knows, say } from '#lib/words/words.ts';
import {
	callLink,
	mayHaveChanged,
	shownCountries,
	shownLines,
	textLink,
	type Book,
	type Line,
	type Message,
	type Phone
} from './crisis-lines.ts';

/** One way to reach somebody; without a link it is to be read and typed. */
export interface Way {
	words: string;
	href: string | null;
	/** Leaves for somebody else's website. */
	outside?: boolean;
}

export interface CardLine {
	name: string;
	/** Language of the name, where it is not English. */
	nameLanguage: string | null;
	/** What it is for: "Violence at home, sexual assault". */
	about: string;
	ways: Way[];
	/** Hours, languages, what else to know. */
	details: string[];
	checked: string;
}

export interface Card {
	country: string;
	/** The country's name, or null when none is chosen. */
	countryName: string | null;
	/** Never empty: without a confirmed number it says to call the local one. */
	emergency: Way[];
	emergencyChecked: string | null;
	lines: CardLine[];
}

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const languages = new Intl.DisplayNames('en', { type: 'language' });
const all = new Intl.ListFormat('en', { type: 'conjunction' });

/** A country's name for people, or null for a code that is none. */
export const countryName = (code: string): string | null =>
	/^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? null) : null;

/** The cards of all countries that have one, by name. */
export function allCards(book: Book, now: Date): Card[] {
	return shownCountries(book)
		.map((country) => cardOf(country, book, now))
		.sort((a, b) => (a.countryName ?? '').localeCompare(b.countryName ?? '', 'en'));
}

/** The crisis card of a country, every field in words. An unknown country gets a card without lines. */
export function cardOf(country: string | null, book: Book, now: Date): Card {
	const code = country ?? '';
	const emergency = book.emergencies.find((one) => one.country === code);
	return {
		country: code,
		countryName: countryName(code),
		emergency: emergency
			? emergency.numbers.map(({ number, for: whom }) => ({
					words: say(whom ? `crisis.call.${whom}` : 'crisis.call', { number }),
					href: callLink(number)
				}))
			: [{ words: say('crisis.call.local'), href: null }],
		emergencyChecked: emergency
			? sayChecked('crisis.emergency.checked', emergency.checkedOn, now)
			: null,
		lines: shownLines(book.lines, code).map((line) => present(line, now))
	};
}

function present(line: Line, now: Date): CardLine {
	return {
		name: line.name,
		nameLanguage: languageOfName(line),
		about: sayAbout(line.audience),
		ways: [
			...line.phones.map(wayToCall),
			...line.messages.map(wayToWrite),
			...(line.chat ? [{ words: say('crisis.way.chat'), href: line.chat, outside: true }] : [])
		],
		details: [sayOpen(line), sayLanguages(line), line.note ?? ''].filter((words) => words !== ''),
		checked: sayChecked('crisis.checked', line.checkedOn, now)
	};
}

function wayToCall({ number, then, where, language, textphone }: Phone): Way {
	const href = callLink(number);
	if (textphone) return { words: say('crisis.way.textphone', { number }), href };
	if (then) return { words: say('crisis.way.call.then', { number, then }), href };
	if (where) return { words: say('crisis.way.call.where', { number, where }), href };
	if (!language) return { words: say('crisis.way.call', { number }), href };
	return { words: say('crisis.way.call.language', { number, language: nameOf(language) }), href };
}

function wayToWrite({ by, number, text }: Message): Way {
	// A link to a messenger would open a third party's page; the number is enough.
	if (by === 'whatsapp') return { words: say('crisis.way.whatsapp', { number }), href: null };
	const words = text
		? say('crisis.way.sms.word', { number, word: text })
		: say('crisis.way.sms', { number });
	return { words, href: textLink(number) };
}

function sayAbout(audience: readonly string[]): string {
	const words = audience.map((one) => {
		const key = `crisis.about.${one}`;
		if (!knows(key)) throw new Error(`content/messages has no words for the audience ${one}`);
		return say(key);
	});
	const joined = words.join(', ');
	return joined.charAt(0).toUpperCase() + joined.slice(1);
}

function sayOpen({ always, hours }: Line): string {
	if (always) return say('crisis.open.always');
	return hours ? say('crisis.open.hours', { hours }) : say('crisis.open.unknown');
}

function sayLanguages({ languages: codes = [], moreLanguages }: Line): string {
	const names = [...codes.map(nameOf), ...(moreLanguages ? [moreLanguages] : [])];
	return names.length === 0 ? '' : say('crisis.languages', { languages: all.format(names) });
}

/** Lines in these languages carry a name in them; elsewhere the list has an English one. */
const ownNames = new Set(['de', 'es', 'fr', 'it', 'sv']);

function languageOfName({ languages: [first = 'en'] = [] }: Line): string | null {
	return ownNames.has(first) ? first : null;
}

const nameOf = (code: string) => languages.of(code) ?? code;

function sayChecked(
	key: 'crisis.checked' | 'crisis.emergency.checked',
	checkedOn: string,
	now: Date
): string {
	const when = sayDate(checkedOn);
	return say(mayHaveChanged(checkedOn, now) ? `${key}.old` : key, { when });
}

/** Making one costs more than writing a whole card. By how much of a date is known. */
const dated = [
	{ year: 'numeric' },
	{ year: 'numeric', month: 'long' },
	{ year: 'numeric', month: 'long', day: 'numeric' }
].map(
	(parts) =>
		new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...(parts as Intl.DateTimeFormatOptions) })
);

/** "22 November 2026", "September 2023" or "2020": no more than is known. */
function sayDate(date: string): string {
	const known = date.split('-').length;
	const first = Date.parse(`${date}${'-01-01'.slice(3 * (known - 1))}T00:00:00Z`);
	return dated[known - 1]!.format(first);
}
