import { expect, test } from 'vitest';
import { languageOf, nameOfLanguage } from './languages.ts';

test.each([
	...[
		['en', 'en'],
		['en-GB', 'en'],
		['Welsh', 'cy'],
		['Farsi', 'fa']
	],
	...[
		['bfi', 'bfi'],
		['BSL', 'bfi'],
		['British Sign Language', 'bfi'],
		['asl', 'ase']
	]
])('%s is read as %s', (said, tag) => expect(languageOf(said)).toBe(tag));

test.each(['', 'zz', 'Elvish', 3])('%s is no language', (said) => {
	expect(languageOf(said)).toBeNull();
});

test('sign languages go out under their names and come back', () => {
	for (const tag of ['ase', 'asf', 'bfi', 'fsl', 'gsg']) {
		const name = nameOfLanguage(tag);
		expect(name).toMatch(/ Sign Language$/);
		expect([languageOf(name), languageOf(tag)]).toEqual([tag, tag]);
	}
});
