import { expect, test } from 'vitest';
import unhomoglyph from 'unhomoglyph';
import lookAlikes from '#content/nudges/look-alikes.json' with { type: 'json' };
import { read, squeeze } from './reading.ts';

const plain = (text: string) => read(text).text;

test.each([
	['ＩＮＳＴＡ', 'insta'],
	['іnѕtа', 'insta'],
	['𝓲𝓷𝓼𝓽𝓪', 'insta'],
	['ⓘⓝⓢⓣⓐ', 'insta'],
	['🅸🅽🆂🆃🅰', 'insta'],
	['ɪɴꜱᴛᴀ', 'insta'],
	['i\u200bn\u00ads\u2060ta', 'insta'],
	['ín̈štå', 'insta'],
	['in$ta', 'insta'],
	['❼⓿➀', '701'],
	['०१२', '012'],
	['७', '7']
])('%s reads as %s', (written, as) => {
	expect(plain(written)).toBe(as);
});

test('every character knows where it stood', () => {
	const { text, at } = read('🌿 ﬁn');
	expect(text).toBe('□ fin');
	expect([...at]).toEqual([0, 2, 3, 3, 4, 5]);
});

test('letters that stand alone are put together, words stay apart', () => {
	expect(squeeze(read('my s n a p is'))?.text).toBe('my snap is');
	expect(squeeze(read('f.e.r.n@x'))?.text).toContain('fern');
	expect(squeeze(read('t e l l  m e  n o w'))?.text).toBe('tell me now');
	expect(squeeze(read('I saw a dog, e.g. a big one.'))).toBeNull();
});

test('the look-alikes are those of the list that the package keeps', () => {
	const bare = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
	for (const [letter, drawn] of Object.entries(lookAlikes))
		for (const one of drawn) expect(bare(unhomoglyph(one)), one).toBe(letter);
});
