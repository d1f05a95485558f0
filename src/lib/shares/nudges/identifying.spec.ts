import { describe, expect, test } from 'vitest';
import { nudgesFor, type Code } from './nudges.ts';

/** Written while the rules were made; the corpus in test/corpus was written by somebody who never saw them. */
const codesIn = (text: string): Code[] =>
	nudgesFor({ text, kind: 'share', need: 'listen' }).map(({ code }) => code);

const disguises: Record<string, string[]> = {
	phone: [
		'You can call me on 07700 900123',
		'o seven seven double oh, nine hundred, one two three',
		'my number: 0 7 7 0 0 - 9 0 0 - 1 2 3',
		'０７７００ ９００１２３ any evening',
		'0️⃣7️⃣7️⃣0️⃣0️⃣9️⃣0️⃣0️⃣1️⃣2️⃣3️⃣',
		'ring me: O77OO 9OO l23',
		'07\u200b700\u200b900\u200b123',
		'zerosevensevenzerozeronine one two three four',
		'text ⓪⑦⑦⓪⓪ ⑨⓪⓪①②③',
		'+44 (0) 7700.900.123',
		'five five five, zero one four two, area 415',
		'my mobile is seven nine double two one',
		'th3n it is s3ven s3ven 0ne f1ve n1ne tw0 three',
		'٠٧٧٠٠٩٠٠١٢٣',
		'oh seven seven zero zero and then nine oh oh and last one two three'
	],
	email: [
		'fern99@example.org',
		'fern at example dot com',
		'write to fern (at) example [dot] org',
		'f e r n @ e x a m p l e . c o m',
		'fern ＠ example ． com',
		'fernashdownatgmaildotcom',
		'fern99 on gmail, if you like',
		'my gm4il is fern, so write to me at gmail',
		'f.e.r.n at g mail dot c0m',
		'fеrn@еxamplе.com',
		'fern ät web punkt de',
		'fern {at} hot mail {dot} co {dot} uk',
		'fern.ash AT proton DOT me'
	],
	handle: [
		'I am @fern_99 there',
		'add me on insta',
		'my snap is fernyash',
		'you can find me on d1scord as fern',
		'Telegram: fernash',
		'fern#1234',
		'same username on reddit',
		'fern underscore ash',
		'look me up on face book, Fern Ashdown',
		'message me on the bird app',
		't.me/fernash',
		'my i n s t a g r a m is fernash',
		'dm me on 1nst4gram',
		'I’m Fern Ashdown on Facebook',
		'ｋｉｋ: fernash',
		'my whats app is on, fern99'
	],
	address: [
		'I live at 14 Elm Street',
		'fourteen elm street, second door',
		'we moved to Hawthorn Road',
		'flat 3, above the shop',
		'my postcode is LS6',
		'SW1A 1AA is all you need',
		's w 1 a 1 a a',
		'sw1a 1aa',
		'S W one A, one A A',
		'p.o. box 113',
		'the zip is nine oh two one oh',
		'Austin TX 78701',
		'on the corner of 5th and Main',
		'22b mill lane'
	],
	plate: [
		'his car is AB12 CDE',
		'ab12cde is the plate',
		'alpha bravo one two charlie delta echo',
		'the reg is K 123 ABC',
		'look for a blue Ford, plate 7ABC123'
	],
	place: [
		'I live in Market Harborough',
		'my kids go to Oakfield Primary School',
		'I work at the Lidl in Swindon',
		'I am in the refuge near Whitby',
		'they took me to St Mary’s Hospital',
		'meet me outside the library',
		'i live in kettlethorpe',
		'my flat is right above the bakery',
		'51.5074, -0.1278',
		'///table.chair.spoon',
		'we go off at junction 9',
		'the church in Arnside',
		'i work at riverside hospital'
	]
};

const ordinary = [
	'I slept four hours last night and woke at 3 am.',
	'It has been 12 years, 4 months and 6 days.',
	'I take 50 mg of sertraline at 9 in the morning.',
	'I was 16 when it began and 19 when I left.',
	'Breathe in 1 2 3 4, hold 5 6 7, out 8.',
	'In 2019, 2020 and 2021 I hardly left the house.',
	'5 4 3 2 1: five things I see, four I hear.',
	'The Samaritans are on 116 123, day and night.',
	'You can text HOME to 741741, I did.',
	'I called 0808 2000 247 and somebody answered.',
	'I looked at gmail all night instead of sleeping.',
	'I deleted Facebook because he found me on Instagram.',
	'I am afraid that he will find me on facebook.',
	'I spend too much time on tiktok.',
	'One day at a time, one step at a time.',
	'I took the wrong way home and cried on the street.',
	'I live in fear of the phone ringing.',
	'I live in London and it is lonely.',
	'I moved to Germany when I was six.',
	'I live in a small town where everybody knows everybody.',
	'My first day in court was hard.',
	'After the high street I turned round and went home.',
	'I went to church on Sunday for the first time.',
	'On Tuesday I told my sister.',
	'My score went from 44 to 31 on the list.',
	'Thank you @Heron, that helped.',
	'I was number three of five children.',
	'It cost £1,200,000 and they still lost the case.',
	'The panic lasted 10 or 15 minutes, then 20, then 5.',
	'I walked 10,000 steps and felt better.',
	'At work. It was loud. I left at 5.30.',
	'My appointment is on 12/03/2026 at 10:30.',
	'I called the police and they were kind.',
	'I hit a point where I could not go to school.',
	'My GP sent me to the hospital.',
	'I am from Syria and came with my brother.',
	'I served in Helmand in 2009.',
	'She said call me if you need to.',
	'My number one rule is to breathe.',
	'I read chapter 7 of the book twice.',
	'I love the smell of rain in the park.',
	'We met at a group in spring.',
	'I rate today 3 out of 10, yesterday 5, the day before 2.',
	'He worked at night, I worked in the day.',
	'The bus was full and I could not breathe.',
	'Psalm 23 carried me through.'
];

describe.each(Object.entries(disguises))('%s', (code, texts) => {
	test.each(texts)('%s', (text) => {
		expect(codesIn(text)).toContain(code);
	});
});

describe('what people say of their lives', () => {
	test.each(ordinary)('%s', (text) => {
		expect(codesIn(text)).toEqual([]);
	});
});
