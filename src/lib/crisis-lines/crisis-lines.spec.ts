import { describe, expect, test } from 'vitest';
import { book } from './book.ts';
import { cardOf } from './card.ts';
import {
	callLink,
	mayHaveChanged,
	shownCountries,
	shownLines,
	textLink,
	type Line
} from './crisis-lines.ts';

const { lines } = book;
const today = new Date('2026-11-22T12:00:00Z');
const countries = shownCountries(book);
const lineOf = (country: string, name: string) => {
	const line = cardOf(country, book, today).lines.find((one) => one.name.startsWith(name));
	if (!line) throw new Error(`no line ${name} in ${country}`);
	return line;
};

describe('which lines are shown', () => {
	test('61 lines of 19 countries, and no country without a line', () => {
		expect(countries).toHaveLength(19);
		const shown = countries.map((country) => shownLines(lines, country).length);
		expect(shown.reduce((a, b) => a + b)).toBe(61);
		expect(Math.min(...shown)).toBeGreaterThan(0);
	});
	test('a number that only one list knows is never shown', () => {
		expect(lines.filter(({ confidence }) => confidence === 'low').length).toBeGreaterThan(100);
		expect(shownLines(lines, 'BE')).toEqual([]);
		expect(countries.flatMap((c) => shownLines(lines, c)).every(isTrusted)).toBe(true);
	});
	test('age hides nothing, so that no country loses its last line', () => {
		const muchLater = new Date('2036-01-01T00:00:00Z');
		for (const country of countries) {
			const card = cardOf(country, book, muchLater);
			expect(card.lines.length).toBeGreaterThan(0);
			expect(card.lines.every(({ checked }) => checked.includes('may have changed'))).toBe(true);
		}
	});
	test('a line for anyone comes before a line for children', () => {
		const names = shownLines(lines, 'GB').map(({ name }) => name);
		expect(names[0]).toBe('Samaritans');
		expect(names.at(-1)).toBe('Childline');
	});
});

const isTrusted = ({ confidence }: Line) => confidence === 'high' || confidence === 'medium';

describe('when a number was last checked', () => {
	test('half a year later the card says that it may have changed', () => {
		expect(mayHaveChanged('2026-11-22', new Date('2027-05-21T00:00:00Z'))).toBe(false);
		expect(mayHaveChanged('2026-11-22', new Date('2027-05-22T00:00:00Z'))).toBe(true);
	});
	test('a bare year or month counts from its beginning', () => {
		expect(mayHaveChanged('2026', new Date('2026-12-01T00:00:00Z'))).toBe(true);
		expect(mayHaveChanged('2026-11', today)).toBe(false);
	});
	test('the date says no more than is known', () => {
		expect(lineOf('FR', '119').checked).toBe('Last checked: 2020. It may have changed since.');
		expect(lineOf('AR', 'Línea 144').checked).toContain('September 2023.');
		expect(lineOf('US', 'Veterans').checked).toBe('Last checked: 22 November 2026.');
	});
});

describe('the emergency number', () => {
	test('every country with a line has one, each with two sources and a date', async () => {
		const { default: file } = await import('#content/emergency-numbers.json', {
			with: { type: 'json' }
		});
		expect(file.countries.map(({ country }) => country).sort()).toEqual([...countries].sort());
		for (const { sources, checkedOn, country } of file.countries) {
			expect(sources.length, country).toBeGreaterThanOrEqual(2);
			expect(checkedOn, country).toMatch(/^20\d\d-\d\d-\d\d$/);
		}
	});
	test('a country without a confirmed one is told to call its own, not a guess', () => {
		const [first, ...others] = cardOf('BE', book, today).emergency;
		expect(first).toEqual({ words: 'Call your local emergency number', href: null });
		expect(others).toEqual([]);
	});
	test('where police and ambulance have their own, both are said', () => {
		expect(cardOf('JP', book, today).emergency.map(({ words }) => words)).toEqual([
			'Police: call 110',
			'Ambulance or fire: call 119'
		]);
	});
});

describe('how a line is reached', () => {
	test.each([
		['1-800-799-7233', 'tel:18007997233'],
		['+973 3844 7588', 'tel:+97338447588'],
		['000', 'tel:000'],
		['0800 111 0 111', 'tel:08001110111']
	])('%s is dialled as %s', (number, link) => expect(callLink(number)).toBe(link));
	test('a short code stays a short code', () => expect(textLink('741741')).toBe('sms:741741'));

	test('what to press is said, and only the number is dialled', () => {
		expect(lineOf('US', 'Veterans').ways[0]).toEqual({
			words: 'Call 988, then press 1',
			href: 'tel:988'
		});
	});
	test('the word to send is said, and not filled in', () => {
		expect(lineOf('US', 'Crisis Text').ways).toEqual([
			{ words: 'Text HOME to 741741', href: 'sms:741741' }
		]);
	});
	test('a messenger is a number to read, not a link', () => {
		const whatsapp = lineOf('ES', '016').ways.find(({ words }) => words.startsWith('WhatsApp'));
		expect(whatsapp).toEqual({ words: 'WhatsApp: 600 000 016', href: null });
	});
	test('every shown line can be reached, and every link is one that a phone or browser opens', () => {
		for (const line of countries.flatMap((country) => cardOf(country, book, today).lines)) {
			expect(line.ways.length, line.name).toBeGreaterThan(0);
			for (const { href, outside } of line.ways)
				expect(href ?? 'tel:1', line.name).toMatch(
					outside ? /^https:\/\// : /^(tel:\+?\d{2,14}|tel:1|sms:\d{3,12})$/
				);
		}
	});
});

test('what a line is for is said in plain words', () => {
	const { about, details } = lineOf('ES', '016');
	expect(about).toBe('Violence at home, sexual assault');
	expect(details).toContain('Day and night');
	expect(details).toContain('In Spanish and other languages, 53 in all');
});
