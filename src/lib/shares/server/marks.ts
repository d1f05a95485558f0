/** Where people write a mark and mean a letter: what of Markdown is read more narrowly than it says. */
import type { BlockParser, InlineParser } from '@lezer/markdown';

const star = 42;
const underscore = 95;
const greater = 62;
const space = 32;

const endsWord = /[\p{L}\p{N}\p{M}]$/u;
const beginsWord = /^[\p{L}\p{N}]/u;

/** Stars within a word stand for its letters, and a line under words is part of a name or a face. */
export const asTyped: InlineParser = {
	name: 'AsTyped',
	before: 'Emphasis',
	parse(cx, next, pos) {
		if (next !== star && next !== underscore) return -1;
		let end = pos + 1;
		while (cx.char(end) === next) end++;
		if (next === underscore) return end;
		const before = cx.slice(Math.max(cx.offset, pos - 2), pos);
		const isWithin = endsWord.test(before) && beginsWord.test(cx.slice(end, end + 2));
		return isWithin ? end : -1;
	}
};

/** A quote begins with a space after its mark: ">:(" is a face. */
export const quotes: BlockParser = {
	name: 'Blockquote',
	parse(cx, line) {
		if (line.next !== greater || line.text.charCodeAt(line.pos + 1) !== space) return false;
		const at = cx.lineStart + line.pos;
		cx.startComposite('Blockquote', line.pos);
		cx.addElement(cx.elt('QuoteMark', at, at + 1));
		line.moveBase(line.pos + 2);
		return null;
	}
};
