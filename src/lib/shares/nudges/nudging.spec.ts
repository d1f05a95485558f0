import { expect, test } from 'vitest';
import { knows } from '#lib/words/words.ts';
import { codes } from './found.ts';
import { nudgesFor } from './nudges.ts';
import { ShareInput } from '../inputs.ts';
import { withNudges } from './inputs.ts';
import { asTyped, checkNudges, seenIn } from './nudging.ts';

const share = { text: 'Ring me on 07700 900123, I want to die.', kind: 'share' } as const;

test('every nudge says why, how it can be changed, and where it stands', () => {
	for (const { code, why, how, spans, about } of nudgesFor(share)) {
		expect(knows(why) && knows(how) && knows(`nudges.name.${code}`), code).toBe(true);
		expect(spans.length).toBeGreaterThan(0);
		expect(about.length).toBeGreaterThan(0);
		for (const { from, to } of spans) expect(to).toBeGreaterThan(from);
	}
	for (const code of codes)
		for (const what of ['name', 'why', 'how']) expect(knows(`nudges.${what}.${code}`)).toBe(true);
});

test('the place is that of what was written, under whatever it was hidden', () => {
	const text = 'ring: \u200b０７７００\u200b９００１２３ 🌿';
	const [{ spans } = { spans: [] }] = nudgesFor({ text, kind: 'share' });
	expect(spans.map(({ from, to }) => text.slice(from, to))).toEqual([
		'０７７００\u200b９００１２３'
	]);
});

test('what is nothing goes at once', () => {
	expect(checkNudges({ text: 'I told my sister today.', kind: 'share' })).toBeNull();
});

test('what was shown and is sent as it is goes', () => {
	expect(checkNudges(share)?.nudges.map(({ code }) => code)).toEqual(['phone', 'crisis']);
	expect(checkNudges({ ...share, seen: ['phone', 'crisis'] })).toBeNull();
});

test('what came after it was shown is shown too', () => {
	expect(checkNudges({ ...share, seen: ['crisis'] })?.nudges).toHaveLength(2);
});

test('the group’s rule of no contact details holds whatever was shown, and nothing else does', () => {
	const rule = { agreement: ['No contact details here.'], seen: codes };
	expect(checkNudges({ ...share, ...rule })?.held).toEqual(['phone']);
	expect(checkNudges({ text: 'I live at 14 Elm Street', kind: 'share', ...rule })).toBeNull();
});

test('where the page was told of the rule it holds while somebody writes, too', () => {
	expect(checkNudges({ ...share, holds: true })?.held).toEqual(['phone']);
	expect(checkNudges({ text: 'I want to die', kind: 'share', holds: true })?.held).toEqual([]);
});

test('only what can be shown counts as shown', () => {
	expect(seenIn('phone,crisis')).toEqual(['phone', 'crisis']);
	expect(seenIn('everything,__proto__')).toEqual([]);
	expect(seenIn('')).toEqual([]);
});

test('a form that comes back has its fields as they were typed', () => {
	const input = { text: 'a', need: null, topics: ['x'], wasKept: true, responsesOnly: false };
	expect(asTyped(input)).toEqual({ text: 'a', topics: ['x'], wasKept: 'yes' });
});

test('an input takes along what was shown, and nothing that was made up', () => {
	const schema = withNudges(ShareInput);
	const once = '00000000-0000-4000-8000-000000000000';
	const typed = { once, kind: 'win', text: 'I slept.', nudged: 'place,never', parentNeed: 'gold' };
	expect(schema.parse(typed)).toMatchObject({ text: 'I slept.', nudged: ['place'] });
	expect(schema.parse(typed).parentNeed).toBeUndefined();
});
