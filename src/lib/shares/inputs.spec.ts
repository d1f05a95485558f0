import { describe, expect, test } from 'vitest';
import { newId } from '#server/ids.ts';
import { DraftInput, EditShareInput, ReplyInput, ShareInput } from './inputs.ts';
import { hasNeed, kinds, longest } from './shares.ts';

const share = { once: newId(), need: 'listen', text: 'Some words.' };
/** What is wrong with a share, field by field. */
const problems = (given: object, schema: typeof ShareInput = ShareInput) => {
	const { error } = schema.safeParse({ ...share, ...given });
	return Object.fromEntries(
		(error?.issues ?? []).map(({ path, message }) => [String(path[0]), message])
	);
};

describe('a share', () => {
	test('is an ordinary one for the group when nothing else is said', () => {
		expect(ShareInput.parse(share)).toEqual({
			...{ ...share, kind: 'share', audience: 'group', note: '', feelings: [], topics: [] },
			...{ responsesOnly: false, wasKept: false }
		});
	});

	test.each(kinds)('%s asks for something only when that is its kind', (kind) => {
		const without = problems({ kind, need: undefined });
		expect(without).toEqual(hasNeed(kind) ? { need: 'need' } : {});
	});

	test.each([
		['nothing', '', 'required'],
		['whitespace alone', ' \n\t\u3000 ', 'required'],
		['spaces without a width', '\u200b\u200d\u2060\ufeff', 'required'],
		['marks without a letter', '\u0301\u0302', 'required'],
		['letters that are blank', '\u3164\u2800', 'required'],
		['10,000 marks on a letter', `a${'\u0301'.repeat(10_000)}`, 'too_long'],
		['one character too many', 'a'.repeat(longest.share + 1), 'too_long'],
		['20,000 characters', 'a'.repeat(20_000), 'too_long'],
		['a null character', 'Some\u0000words', 'characters'],
		['an escape sequence', 'Some\u001b[31mwords', 'characters']
	])('of %s is refused, and says why', (_, text, problem) => {
		expect(problems({ text })).toEqual({ text: problem });
	});

	test.each([
		['a note over two lines', { note: 'one\ntwo' }, { note: 'characters' }],
		['a long note', { note: 'a'.repeat(longest.note + 1) }, { note: 'too_long' }],
		['a topic of one’s own', { topics: ['weather'] }, { topics: 'choose' }],
		['a feeling of one’s own', { feelings: ['sparkly'] }, { feelings: 'choose' }],
		[
			'four feelings',
			{ feelings: ['low', 'safe', 'flat', 'calm'] },
			{ feelings: expect.anything() }
		],
		['another audience', { audience: 'connections' }, { audience: 'choose' }],
		['another kind', { kind: 'story' }, { kind: 'choose' }]
	])('with %s is refused', (_, given, expected) => {
		expect(problems(given)).toEqual(expected);
	});

	test.each([
		['markup', '<img src=x onerror="alert(1)"><script>alert(1)</script>'],
		['words from right to left', 'שלום \u202emoc.elpmaxe\u202c עולם'],
		['letters of any script', 'नमस्ते 你好 ສະບາຍດີ ꦲꦤ 𐐔𐐯𐑅'],
		['one sign', '🌿']
	])('keeps %s as it is', (_, text) => {
		expect(ShareInput.parse({ ...share, text }).text).toBe(text);
	});

	test('with a note that cannot be seen has none', () => {
		expect(ShareInput.parse({ ...share, note: '\u200b ' }).note).toBe('');
	});

	test('picked twice is picked once', () => {
		const { topics } = ShareInput.parse({
			...share,
			topics: ['money_home', 'hospital', 'hospital']
		});
		expect(topics).toEqual(['hospital', 'money_home']);
	});
});

test('what is kept for later may lack what would help, never the words', () => {
	const { once: _, ...begun } = { ...share, need: undefined };
	expect(DraftInput.parse(begun)).toMatchObject({ need: null, text: 'Some words.' });
	expect(DraftInput.safeParse({ ...begun, text: ' ' }).success).toBe(false);
});

test('a change names neither kind nor audience', () => {
	const changed = EditShareInput.parse({ ...share, kind: 'win', audience: 'facilitators' });
	expect(Object.keys(changed)).not.toContain('kind');
	expect(Object.keys(changed)).not.toContain('audience');
});

test('a reply is words too', () => {
	const reply = { once: newId(), shareId: newId(), text: ' ' };
	expect(ReplyInput.safeParse(reply).success).toBe(false);
});
