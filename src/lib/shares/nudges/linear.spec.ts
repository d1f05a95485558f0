import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nudgesFor } from './nudges.ts';

const longest = 20_000;
/** The processor's time of one reading: the machine has other work. */
function milliseconds(text: string): number {
	const from = process.cpuUsage();
	nudgesFor({ text, kind: 'reply', parentNeed: 'listen' });
	const { user, system } = process.cpuUsage(from);
	return (user + system) / 1000;
}
/** Far more than it takes, far less than what grows with the square of the length would. */
const enough = 1500;

/** What each rule looks for, again and again, and what it nearly looks for. */
const pieces = [
	...[
		'a',
		' ',
		'.',
		'a ',
		'a.',
		'a. ',
		'1 ',
		'1',
		'one ',
		'oh ',
		'double ',
		'(',
		'(at) ',
		'@',
		'@a'
	],
	...['at ', 'dot ', 'at a dot ', 'gmail ', 'my insta ', 'me on ', 'add me on insta ', '_a', 'a_'],
	...['14 elm ', 'Elm Street ', 'the Lidl in ', 'live in ', 'Aaa Bbb ', 'st mary ', 'A1 ', 'a 1 '],
	...[
		'you should ',
		'you ',
		'have you ',
		'why ',
		'i want to ',
		'dont want to be ',
		'blood ',
		'knife '
	],
	...[
		'alpha 1 ',
		'/',
		'///a.b',
		'-',
		'\u200b',
		'e\u0301',
		'\u0301',
		'🌿',
		'１',
		'ⓐ',
		'\n',
		"'",
		"a'",
		'$'
	],
	...[
		'l',
		'lO1',
		'0,',
		'1,000',
		'1.2345, ',
		'Flat ',
		'meet me ',
		'the the ',
		'school ',
		'Primary School '
	],
	...[
		'two zeros ',
		'saat ',
		'F*a',
		'*a',
		'Aa. ',
		'my shop is ',
		'the farm, ',
		'Q for q ',
		'where i live ',
		'x.y/',
		'VII ',
		'%40',
		'@@',
		',,',
		'zet streepje ',
		'Zebra one ',
		'the reg is ',
		'my car '
	],
	...[
		'. - ',
		'moc.',
		'a [b] c [d] ',
		'town with a B ',
		'St ',
		'slash ',
		'my name on insta ',
		'Abcd Ef'
	],
	...[
		'is the first and then ',
		'0770 ',
		'find me on ',
		'blood on my torn leg ',
		'trettiofyra ',
		'Lane '
	]
];

test('a text made of one thing alone takes no longer than its length', { timeout: 120_000 }, () => {
	for (const piece of pieces) {
		const whole = piece.repeat(Math.ceil(longest / piece.length)).slice(0, longest);
		expect(milliseconds(whole), piece).toBeLessThan(enough);
	}
});

test('no text breaks it, and every place it names is one of the text', () => {
	const text = fc.oneof(
		fc.string({ unit: 'grapheme', maxLength: 400 }),
		fc.string({ unit: 'binary', maxLength: 400 }),
		fc.array(fc.constantFrom(...pieces), { maxLength: 120 }).map((parts) => parts.join(''))
	);
	fc.assert(
		fc.property(text, (written) => {
			const nudges = nudgesFor({ text: written, kind: 'reply', parentNeed: 'believe' });
			for (const { spans } of nudges)
				for (const { from, to } of spans) {
					expect(from).toBeGreaterThanOrEqual(0);
					expect(to).toBeGreaterThan(from);
					expect(to).toBeLessThanOrEqual(written.length);
				}
		}),
		{ numRuns: 100 }
	);
});

test(
	'twenty thousand characters of any mixture are read soon enough to be read while somebody writes',
	{ timeout: 60_000 },
	() => {
		const mixture = fc
			.array(fc.constantFrom(...pieces), { minLength: 400, maxLength: 600 })
			.map((parts) => parts.join('').repeat(20).slice(0, longest));
		fc.assert(
			fc.property(mixture, (text) => {
				expect(milliseconds(text)).toBeLessThan(enough);
			}),
			{ numRuns: 3 }
		);
	}
);

test('ten thousand marks on one letter are one letter', () => {
	expect(milliseconds(`a${'\u0301'.repeat(10_000)}`)).toBeLessThan(enough);
});
