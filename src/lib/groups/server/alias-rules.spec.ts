import { describe, expect, test } from 'vitest';
import aliasWords from '#content/groups/alias-words.json' with { type: 'json' };
import { Alias } from '../aliases.ts';
import { skeleton } from '#server/look-alike.ts';
import { aliasProblem } from './alias-rules.ts';

const looksLike = (a: string, b: string) => skeleton(a) === skeleton(b);

describe('two aliases that look alike count as one', () => {
	test.each([
		['Fern', 'fern'],
		['Fern', 'Férn'],
		['Fern', 'F e-r n'],
		['Fern', 'Fem'],
		['Flint', 'FIint'],
		['Flint', 'fIlnt'],
		['Mara', 'М\u0430ra'],
		['Mapa', '\u041c\u0430\u0440\u0430'],
		['Olive', '\u039flive'],
		['Rowan', 'Rovvan'],
		['Wren', '\uff37ren'],
		["O'Hara", 'Ohara'],
		['Wren', 'W\u034fren'],
		['Wren', 'Wren\u3164'],
		['Wren', 'Wr\ufe0fen']
	])('%s and %s', (a, b) => expect(looksLike(a, b)).toBe(true));
	test.each([
		['Fern', 'Fen'],
		['Wren', 'Robin'],
		['Moss', 'Mass'],
		['\u0644\u064a\u0644\u0649', '\u0633\u0644\u0645\u0649']
	])('%s and %s do not', (a, b) => expect(looksLike(a, b)).toBe(false));
});

test.each([
	['Wren', null],
	['Sea Holly', null],
	["O'Hara", null],
	['Anne-Marie', null],
	['\u0644\u064a\u0644\u0649', null],
	['\u041e\u043b\u044f', null],
	['\u3055\u304f\u3089', null],
	['\u092e\u0940\u0930\u093e', null],
	['M\u0430ra', 'alias_mixed'],
	['Admin', 'alias_staff'],
	['\u0410dmin', 'alias_mixed'],
	['AdmIn', 'alias_staff'],
	['The Facilitators', 'alias_staff'],
	['Hold-Space', 'alias_staff'],
	['Doctor Fern', 'alias_staff'],
	['fern@example.org', 'alias_contact'],
	['fern.example', 'alias_contact'],
	['Fern 0170', 'alias_contact'],
	['\u0661\u0662\u0663', 'alias_contact'],
	['fern at gmail', 'alias_contact'],
	['two five seven one', 'alias_contact'],
	['Fern_', 'alias_characters'],
	['Fern\u202e', 'alias_characters'],
	['Fern\u200b', 'alias_characters'],
	['F\u034fern', 'alias_characters'],
	['Fern\ufe0f', 'alias_characters'],
	['\u3164\u3164', 'alias_characters'],
	['-Fern', 'alias_characters'],
	['F\u0301\u0301\u0301ern', 'alias_characters']
])('%s is answered with %s', (alias, problem) => expect(aliasProblem(alias)).toBe(problem));

test('every offered alias may be used and looks like no other offered one', () => {
	const offered = Object.values(aliasWords).flat();
	expect(offered.filter((alias) => aliasProblem(alias) !== null)).toEqual([]);
	expect(new Set(offered.map(skeleton)).size).toBe(offered.length);
});

test('what was typed is bounded and tidied', () => {
	expect(Alias.parse('  Sea   Holly ')).toBe('Sea Holly');
	expect(Alias.parse('O\u2019Hara')).toBe("O'Hara");
	expect(Alias.parse('\u202eF\u034fe\u200drn\ufe0f\u3164')).toBe('Fern');
	expect(Alias.safeParse('\u3164\u200b').success).toBe(false);
	expect(Alias.safeParse('F').success).toBe(false);
	expect(Alias.safeParse('F'.repeat(25)).success).toBe(false);
});
