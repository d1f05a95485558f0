import { describe, expect, test } from 'vitest';
import { nudgesFor, type Code } from './nudges.ts';

/** Of our own, written with the rules: what they are for, and what they have to leave alone. */
const found = (text: string): Code[] =>
	nudgesFor({ text, kind: 'share', need: 'listen' }).map(({ code }) => code);

describe('what is named after what it is', () => {
	test.each<[string, Code]>([
		['Our village is Upper Mossfold, eleven houses.', 'place'],
		['the rehab was Stillbeck, I go back on Monday', 'place'],
		['I think Stillbeck is where I work best', 'place'],
		['I get the 42 bus from Stillbeck to Mossfold', 'place'],
		['I took it to Pellow Tyres, they know him there', 'place'],
		['my podcast is called Moths at Night', 'handle'],
		['I do the Moth Diaries on youtube', 'handle'],
		['my address is 3 The Maltings', 'address'],
		['we live at 22 Acacia, top floor', 'address']
	])('%s', (text, code) => {
		expect(found(text)).toContain(code);
	});

	test.each([
		'the school was Dave’s idea',
		'my church is Baptist and loud',
		'My favourite book is Jane Eyre.',
		'our group is on Tuesdays',
		'I went from Easter to Christmas without a call',
		'we are at 30 Days, can you believe it'
	])('left alone: %s', (text) => {
		expect(found(text)).toEqual([]);
	});
});

describe('what is taken apart, covered or told', () => {
	test.each<[string, Code]>([
		['Fourteen. Lark. Spur. Close. There.', 'address'],
		['same name there, on R**dit, add me on r**dit', 'handle'],
		['Mossf*ld Prim*ry, that is the school', 'place'],
		['shunya saat saat shunya shunya nau shunya', 'phone'],
		['moja mbili tisa saba nane tatu, call me', 'phone'],
		['07 cups of tea, 70 biscuits, 09 naps, 00 visitors and 617 tears', 'phone'],
		['the rego is Q for queen, Z for zebra, then 14 D for dog', 'plate'],
		['quietmoth example org, write any time', 'email'],
		['quiet.moth at the one with the orange envelope', 'email'],
		['the chat is at moth.example/invite/Qh7tLm', 'handle']
	])('%s', (text, code) => {
		expect(found(text)).toContain(code);
	});

	test.each([
		'I count in Hindi: ek do teen char paanch chhe saat',
		'No. Just no. I said it. Out loud. Finally.',
		'F**k this month.',
		'You can mail jo@samaritans.org, they answer.',
		'The robin comes at 8 on the dot, no more, no less.',
		'on a scale of one to ten I am a small beige square'
	])('left alone: %s', (text) => {
		expect(found(text)).toEqual([]);
	});
});

describe('crisis of years ago', () => {
	test('that is over offers nothing', () => {
		expect(found('In 2009 I tried to end my life, and I am glad that I did not manage.')).toEqual(
			[]
		);
	});
	test('that is here again offers help', () => {
		expect(found('In 2009 I wanted to die, and now I want to die again.')).toContain('crisis');
	});
});
