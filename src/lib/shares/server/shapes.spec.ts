import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newKey, seal } from '#server/crypto.ts';
import { longest } from '../shares.ts';
import { parts, type Piece, type Within } from '../shape.ts';
import { shapeIn, shapeOf } from './shapes.ts';

/** As it would be drawn. */
const draw = (text: string, within: readonly Within[]): string =>
	within
		.map((part) =>
			'is' in part ? `<${part.is}>${draw(text, part.of)}</${part.is}>` : text.slice(...part)
		)
		.join('');
const drawn = (text: string) => {
	const shape = shapeOf(text);
	return shape && draw(text, shape);
};

describe('words can have', () => {
	test.each([
		['stress', 'a *quiet* day', '<p>a <em>quiet</em> day</p>'],
		['more of it', 'a **very** quiet day', '<p>a <strong>very</strong> quiet day</p>'],
		['both', '***so***', '<p><em><strong>so</strong></em></p>'],
		['paragraphs', 'one\n\n*two*', '<p>one</p><p><em>two</em></p>'],
		['lines', '*one*\ntwo', '<p><em>one</em>\ntwo</p>'],
		['a list', 'it was:\n- tea\n- a walk', '<p>it was:</p><ul><li>tea</li><li>a walk</li></ul>'],
		['a list with stars', '* tea\n* a walk', '<ul><li>tea</li><li>a walk</li></ul>'],
		['a list that counts', '1. tea\n2. *bed*', '<ol><li>tea</li><li><em>bed</em></li></ol>'],
		[
			'a list in a list',
			'- a\n  - b\n  - c\n- d',
			'<ul><li><p>a</p><ul><li>b</li><li>c</li></ul></li><li>d</li></ul>'
		],
		[
			'a quote',
			'> so she said\n\nand went',
			'<blockquote><p>so she said</p></blockquote><p>and went</p>'
		],
		['a quote of lines', '> one\n> two', '<blockquote><p>one\n two</p></blockquote>'],
		['a list in a quote', '> - a\n> - b', '<blockquote><ul><li>a</li><li>b</li></ul></blockquote>']
	])('%s', (_, text, expected) => expect(drawn(text)).toBe(expected));
});

describe('words stay as they were typed', () => {
	test.each([
		['without marks', 'a quiet day.\n\nAnd a night.'],
		['when a star stands for a letter', 'what the f**k and the s**t of it'],
		['when stars are sums', '5 * 3 * 2, and 2*3*4'],
		['when a star begins a foot note', 'so they say*\n\n*they do not'],
		['with lines under them', '__init__ and snake_case_and _so_'],
		['with faces', '>:( and ¯\\_(ツ)_/¯ and -_- and *_* and >_<'],
		['with a mark that is held back', '\\*not stressed\\*'],
		['when somebody signs', 'Good night.\n- Fern'],
		['when a number begins a line', '2019. It was a hard year.\n2020. It was not.'],
		['when numbers do not count', '1. tea\n1. bed'],
		['when a list goes on', '3. tea\n4. bed'],
		['when a sum begins a line', '+ 5\n+ 7'],
		['with lines of marks', '---\n***\n* * *\n- - -\n> \n>'],
		['with links', '[press](javascript:planted) <https://planted.example> ![x](y)'],
		['with headings', '# One\nTwo\n==='],
		['with code', '`a` and ```b```\n\n    c'],
		['with HTML', '<script>planted</script>\n<b>planted</b>\n\n<div>\n\nx\n\n</div>'],
		['with entities', '&lt;b&gt; &amp; &#42;a&#42;'],
		['with more marks than people make', '*a* '.repeat(120)]
	])('%s', (_, text) => expect(shapeOf(text)).toBeNull());

	test('where they lie deeper than anybody reads', () => {
		expect(drawn(`${'> '.repeat(8)}deep`)).toBe(
			`${'<blockquote>'.repeat(6)}<p>> > deep</p>${'</blockquote>'.repeat(6)}`
		);
	});

	test('beside what is meant', () => {
		expect(drawn('*so*\n- Fern')).toBe('<p><em>so</em>\n- Fern</p>');
		expect(drawn('# *so*\n<b>x</b>')).toBe('<p># <em>so</em>\n<b>x</b></p>');
		expect(drawn('- <img src=x>\n- [a](b)')).toBe('<ul><li><img src=x></li><li>[a](b)</li></ul>');
	});
});

const piecesOf = (within: readonly Within[]): Piece[] =>
	within.flatMap((part) => ('is' in part ? piecesOf(part.of) : [part]));
const namesOf = (within: readonly Within[]): string[] =>
	within.flatMap((part) => ('is' in part ? [part.is, ...namesOf(part.of)] : []));
const typed = fc
	.array(
		fc.constantFrom(
			...['*', '**', '_', '>', '> ', '- ', '* ', '+ ', '1. ', '2) ', '1.', ' ', '  ', '\n', '\n\n'],
			...[
				'a',
				'bc',
				'é',
				'🌿',
				'ש',
				'\\',
				'`',
				'# ',
				'<b>',
				'</b>',
				'&lt;',
				'[',
				'](',
				')',
				'!',
				'---'
			]
		),
		{ maxLength: 40 }
	)
	.map((some) => some.join(''));

test('whatever is typed: what is shown are pieces of it in their order, and all but marks is there', () => {
	const letters = (text: string) => text.replaceAll(/[\s*>+\-\d.)]/g, '');
	fc.assert(
		fc.property(typed, (text) => {
			const shape = shapeOf(text);
			if (shape === null) return;
			let at = 0;
			for (const [from, until] of piecesOf(shape)) {
				expect(from).toBeGreaterThanOrEqual(at);
				expect(until).toBeGreaterThan(from);
				at = until;
			}
			expect(at).toBeLessThanOrEqual(text.length);
			expect(parts).toEqual(expect.arrayContaining(namesOf(shape)));
			const shown = piecesOf(shape).map((piece) => text.slice(...piece));
			expect(letters(shown.join(''))).toBe(letters(text));
		}),
		{ numRuns: 2000 }
	);
});

test.each([
	'*',
	'**a ',
	'*a',
	'a* ',
	'> ',
	'- ',
	'  - a\n',
	'1. a\n',
	'- a\n> b\n',
	'\\*',
	'*_',
	'\n*'
])('nobody waits for 5,000 characters of %j', (piece) => {
	const text = piece.repeat(longest.share).slice(0, longest.share);
	const from = process.cpuUsage();
	shapeOf(text);
	const { user, system } = process.cpuUsage(from);
	expect((user + system) / 1000).toBeLessThan(500);
});

test('what is read again is not parsed again, and changed words have a shape of their own', () => {
	const key = newKey();
	const [box, changed] = [seal(key, 'a', 'so *much*'), seal(key, 'a', 'so **much**')];
	const shape = shapeIn(box, 'so *much*');
	expect(shapeIn(box, 'so *much*')).toBe(shape);
	expect(shapeIn(changed, 'so **much**')).not.toEqual(shape);
	expect(shapeIn(box, null)).toBeNull();
});
