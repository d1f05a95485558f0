import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from './plain-text.ts';

const pieces = fc.array(
	fc.oneof(
		fc.constantFrom(
			'<b>',
			'</b>',
			'<script>',
			'</script>',
			'&lt;',
			'&amp;',
			'&',
			'<',
			'>',
			'<!--',
			';'
		),
		fc.constantFrom(
			'#x3c',
			'<a href="javascript:x">',
			'\r\n',
			'\u2028',
			'  ',
			'\u202e',
			'é',
			'\ud800'
		),
		fc.string({ unit: 'binary', maxLength: 5 })
	),
	{ maxLength: 20 }
);

describe('plain text', () => {
	it.each([
		['<p>Ring <b>twice</b></p><p>Side door</p>', 'Ring twice\n\nSide door'],
		['Tea &amp; cake&#33;', 'Tea & cake!'],
		['Come<script>steal()</script> in', 'Come in'],
		['&lt;script&gt;steal()&lt;/script&gt;Come in', 'Come in'],
		['&amp;lt;b&amp;gt;Bold', 'Bold'],
		['3 < 4 & 5 > 2', '3 < 4 & 5 > 2'],
		['one\r\ntwo', 'one\ntwo'],
		['\u202eturned\u202c', 'turned']
	])('of %j is %j', (raw, text) => {
		expect(plainText(raw, 1000, true).text).toBe(text);
	});

	it('has no tag and no line break where one line is asked, and stays as it is when read again', () => {
		fc.assert(
			fc.property(pieces, fc.integer({ min: 1, max: 30 }), fc.boolean(), (parts, most, lines) => {
				const { text } = plainText(parts.join(''), most, lines);
				expect(text.length).toBeLessThanOrEqual(most);
				expect(text).not.toMatch(/<[a-z!/?]/i);
				if (!lines) expect(text).not.toMatch(/[\r\n]/);
				expect(text.isWellFormed()).toBe(true);
				expect(plainText(text, most, lines).text).toBe(text);
			}),
			{ numRuns: 2000 }
		);
	});
});
