import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import never from '#content/words/never.json' with { type: 'json' };
import passphraseWords from '#content/words/passphrase.json' with { type: 'json' };
import nameWords from '#content/words/sign-in-name.json' with { type: 'json' };
import { readName, readPassphrase } from '../accounts.ts';
import { newName, newPassphrase } from './names.ts';
import { passphraseProblem } from './passphrase-rules.ts';

describe('a passphrase', () => {
	test.each([
		['six offered words', 'maple kettle orbit walnut ferry sonnet'],
		['fifteen small letters', 'wobblyteacupsky'],
		['signs alone', '§!%&/()=?+*#-_.'],
		['another script', 'зелёный чайник поёт'],
		['emoji and spaces', '🍋🪴🛶 🦉🧭🪵🌾🫖🧦🪁🐚🍂🧩🪶']
	])('may be %s', (_what, passphrase) => {
		expect(passphraseProblem(passphrase, 'quiet lantern road')).toBeNull();
	});

	test.each([
		['fourteen characters', 'wobblyteacupsk', 'passphrase_short'],
		['spaces to fill up', `wobbly${' '.repeat(20)}tea`, 'passphrase_short'],
		['more than two hundred', 'wobbly teacup '.repeat(15), 'too_long'],
		['one letter', 'aaaaaaaaaaaaaaaaaaaa', 'passphrase_common'],
		['one word over and over', 'teacup teacup teacup teacup', 'passphrase_common'],
		['a row of the keyboard', 'qwertyuiop123456', 'passphrase_common'],
		['the word itself', 'My Passphrase 2026!', 'passphrase_common'],
		['a famous one', 'Correct-Horse-Battery-Staple', 'passphrase_common'],
		['digits', '314159265358979', 'passphrase_common'],
		['the sign-in name', 'Quiet-Lantern-Road 1!', 'passphrase_name'],
		['the sign-in name twice', 'quietlanternroadquietlanternroad', 'passphrase_name']
	])('cannot be %s', (_what, passphrase, problem) => {
		expect(passphraseProblem(passphrase, 'quiet lantern road')).toBe(problem);
	});

	test('counts characters, not bytes or halves of them', () => {
		expect(passphraseProblem('🍋🪴🛶🦉🧭🪵🌾')).toBe('passphrase_short');
	});

	test('any text is judged quickly and without an error', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 1000 }), (text) => {
				const problem = passphraseProblem(text, 'quiet lantern road');
				expect(problem === null || typeof problem === 'string').toBe(true);
				if ([...readPassphrase(text)].length < 15) expect(problem).toBe('passphrase_short');
			})
		);
	});

	test('that we offer is always one that we take', () => {
		for (let count = 0; count < 500; count++)
			expect(passphraseProblem(newPassphrase(), newName())).toBeNull();
	});
});

describe('our words', () => {
	const all = [...passphraseWords, ...Object.values(nameWords).flat()];

	test('are enough: 65 bits in six words, and five million names', () => {
		expect(Math.log2(new Set(passphraseWords).size) * 6).toBeGreaterThan(65);
		const names = Object.values(nameWords).reduce(
			(product, list) => product * new Set(list).size,
			1
		);
		expect(names).toBeGreaterThan(5_000_000);
	});

	test('are short, plain and there once', () => {
		for (const word of all) expect(word).toMatch(/^[a-z]{3,11}$/);
		for (const list of [passphraseWords, ...Object.values(nameWords)])
			expect(new Set(list).size).toBe(list.length);
	});

	test('hold none that could hurt here', () => {
		const endings = '(s|es|d|ed|er|ers|ing|y|ion|ive|ful|less)?';
		const hurting = new RegExp(`^(${never.join('|')})${endings}$`);
		expect(all.filter((word) => hurting.test(word))).toEqual([]);
	});

	test('of a name are found again however they are typed', () => {
		expect(readName('  Quiet–Lantern,\tROAD ')).toBe('quiet lantern road');
	});
});
