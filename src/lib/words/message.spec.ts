import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import { readMessage, type Values } from './message.ts';

const messages = Object.entries(catalogue).filter(([, words]) => /\{|''/.test(words));
const picks = ['true', 'false', 'one', 'last', 'other', 'evening', 'lead', 'companion', '2'];
/** Numbers in which plurals of English turn, and words that selects ask for. */
const tried = [0, 1, 2, 3, 4, 11, 12, 23, 24, 1000, 12_345.5, ...picks, 'a name', ''];

const namesIn = (words: string) =>
	new Set([...words.matchAll(/\{\s*([a-zA-Z_]+)\s*[,}]/g)].map(([, name]) => name!));

test.each(messages)('%s says what the library says', (_, words) => {
	const library = new IntlMessageFormat(words, 'en', undefined, { ignoreTag: true });
	const ours = readMessage(words);
	for (const [i, value] of tried.entries()) {
		const values: Values = {};
		for (const name of namesIn(words))
			values[name] = new RegExp(`\\{${name}, select, (true|false)`).test(words)
				? i % 2 === 0
				: value;
		expect(ours(values)).toBe(library.format(values as Record<string, string>));
	}
});

test.each([
	['{n, plural, offset:1 =0 {nobody} one {you and # more} other {you and # others}}', { n: 2 }],
	[
		'{n, plural, one {{who, select, me {my # group} other {a group}}} other {#}}',
		{ n: 1, who: 'me' }
	],
	['{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}', { n: 22 }],
	['{n, number, percent} of all', { n: 0.5 }],
	['on {at, date, long}', { at: new Date('2026-11-22T12:00:00Z') }],
	['it’s ' + "'{not}' {n, plural, other {'#' #}}", { n: 3 }]
])('%s is said as the library says it', (words, values: Record<string, unknown>) => {
	const library = new IntlMessageFormat(words, 'en', undefined, { ignoreTag: true });
	expect(readMessage(words)(values as Values)).toBe(
		library.format(values as Record<string, string>)
	);
});

test('a sentence that misses a value is not said', () => {
	expect(() => readMessage('Hello {name}')({})).toThrow('name');
	expect(() => readMessage('{n, plural, other {#}}')(undefined)).toThrow('n');
});
