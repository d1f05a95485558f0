/**
 * Reads the few marks of Markdown that somebody's words may have: stars that stress, lists and quotes. A maintained
 * parser reads them, a maintained sanitiser lets out what `parts` names, and what comes out are places in the text.
 */
import { parser as markdown } from '@lezer/markdown';
import { sanitize } from 'hast-util-sanitize';
import { parts, type Part, type Shape, type Within } from '../shape.ts';
import { asTyped, quotes } from './marks.ts';

/** Everything else that Markdown knows stays as it was typed: links, pictures, headings, code, HTML. */
const parser = markdown.configure({
	remove: [
		...['LinkReference', 'IndentedCode', 'FencedCode', 'HorizontalRule', 'ATXHeading', 'HTMLBlock'],
		...['SetextHeading', 'Entity', 'InlineCode', 'HTMLTag', 'HardBreak', 'Link', 'Image', 'LinkEnd']
	],
	parseBlock: [quotes],
	parseInline: [asTyped]
});
type Node = ReturnType<typeof parser.parse>['topNode'];
type Tree = NonNullable<Parameters<typeof sanitize>[0]>;
type Outer = Extract<Tree, { type: 'root' }>['children'][number];
type Element = Extract<Outer, { type: 'element' }>;
type Content = Element['children'][number];

/** Lists and quotes in each other: a list and its line are two. What lies deeper is as it was typed. */
const DEEPEST = 6;
/** More marks than people make, or more of them before one line: such a text is shown as it was typed, and costs nobody time. */
const MOST_MARKS = 200;
const manyBefore = /(?:(?:[->*+]|\d{1,9}[.)])[ \t]+){10}/;
/** Shapes that are remembered, so that what is read often is parsed once. They hold no words. */
const REMEMBERED = 2000;

const names: Record<string, Part['is']> = {
	...{ Paragraph: 'p', Emphasis: 'em', StrongEmphasis: 'strong' },
	...{ BulletList: 'ul', OrderedList: 'ol', ListItem: 'li', Blockquote: 'blockquote' }
};
const schema = {
	...{ tagNames: [...parts], attributes: {}, ancestors: { li: ['ol', 'ul'] } },
	...{ strip: [], clobber: [], protocols: {}, required: {} }
};

const known = new Map<string, Shape | null>();

/** The shape of the words in this box; its last bytes are other ones in each box that was ever sealed. */
export function shapeIn(box: Buffer, text: string | null): Shape | null {
	if (text === null || !mayHaveMarks(text)) return null;
	const seal = box.toString('latin1', box.length - 16);
	let shape = known.get(seal);
	if (shape === undefined) {
		shape = shapeOf(text);
		if (known.size >= REMEMBERED) known.delete(known.keys().next().value!);
		known.set(seal, shape);
	}
	return shape;
}

/** A line that may begin a list or a quote. */
const begins = /(?:^|\n)[ \t]*(?:[->]|1[.)])[ \t]/;
const beginnings = ['- ', '> ', '1. ', '1) '];

/** Nearly all words have none, and are asked without looking at each letter. */
const mayHaveMarks = (text: string): boolean =>
	text.includes('*') || (beginnings.some((mark) => text.includes(mark)) && begins.test(text));

const isTooMuch = (text: string): boolean =>
	(text.match(/[*>]/g) ?? []).length > MOST_MARKS || manyBefore.test(text);

/** Null when nothing in it is meant as a mark. */
export function shapeOf(text: string): Shape | null {
	if (!mayHaveMarks(text) || isTooMuch(text)) return null;
	const children = blocksIn(text, parser.parse(text).topNode, 0);
	const clean = sanitize({ type: 'root', children }, schema);
	const shape = clean.type === 'root' ? clean.children.flatMap(shaped) : [];
	return shape.some((part) => 'is' in part && !isPlain(part)) ? shape : null;
}

const isPlain = ({ is, of }: Part): boolean => is === 'p' && of.every((part) => !('is' in part));

/** Blocks of the text, a line under another kept in one paragraph. */
function blocksIn(text: string, node: Node, depth: number): Element[] {
	const blocks: Element[] = [];
	let end = -1;
	for (const child of childrenOf(node)) {
		if (child.name.endsWith('Mark')) continue;
		const isParagraph = child.name === 'Paragraph';
		if (child.name === 'ListItem' || (depth < DEEPEST && isMeant(text, child))) {
			blocks.push(element(child.name, blocksIn(text, child, depth + 1)));
			end = -1;
			continue;
		}
		const words = isParagraph || depth < DEEPEST ? wordsIn(text, child, isParagraph) : [];
		if (words.length === 0) words.push(piece(text, child.from, child.to));
		const isNext = end >= 0 && !text.slice(end, child.from).includes('\n', 1);
		if (isNext) blocks.at(-1)!.children.push(piece(text, end, end + 1), ...words);
		else blocks.push(element('Paragraph', words));
		end = child.to;
	}
	return blocks;
}

/** Something between the marks that is no mark itself. */
const isSaid = (text: string, from: number, until: number): boolean =>
	/[^\s*>_+-]/.test(text.slice(from, until));

/** One line with a dash is how people sign, and numbers that do not count are no list. */
function isMeant(text: string, node: Node): boolean {
	if (node.name === 'Blockquote') return isSaid(text, node.from, node.to);
	if (node.name !== 'BulletList' && node.name !== 'OrderedList') return false;
	const items = [...childrenOf(node)].filter(({ name }) => name === 'ListItem');
	return items.length > 1 && items.every((item, i) => isLine(text, node, item, i + 1));
}

function isLine(text: string, list: Node, item: Node, number: number): boolean {
	const mark = item.firstChild;
	if (!mark || !isSaid(text, mark.to, item.to)) return false;
	const typed = text.slice(mark.from, mark.to);
	return list.name === 'OrderedList' ? Number.parseInt(typed, 10) === number : typed !== '+';
}

/** Words with what is stressed in them. Other marks are left out, or as they were typed. */
function wordsIn(text: string, node: Node, isOut: boolean): Content[] {
	const found: Content[] = [];
	let at = node.from;
	const upTo = (until: number) => {
		if (at < until) found.push(piece(text, at, until));
	};
	for (const child of childrenOf(node)) {
		const isStress = child.name === 'Emphasis' || child.name === 'StrongEmphasis';
		const isMark = child.name === 'EmphasisMark' || (isOut && child.name === 'QuoteMark');
		if (isStress ? !isSaid(text, child.from, child.to) : !isMark && !child.firstChild) continue;
		upTo(child.from);
		if (isStress) found.push(element(child.name, wordsIn(text, child, isOut)));
		else if (!isMark) found.push(...wordsIn(text, child, isOut));
		at = child.to;
	}
	upTo(node.to);
	return found;
}

function* childrenOf(node: Node): Generator<Node> {
	for (let child = node.firstChild; child; child = child.nextSibling) yield child;
}

/** What has no name here is for the sanitiser to take out, and its words stay. */
const element = (name: string, children: Content[]): Element => ({
	...{ type: 'element', tagName: names[name] ?? name.toLowerCase(), properties: {} },
	children
});

const place = (offset: number) => ({ line: 1, column: offset + 1, offset });
const piece = (text: string, from: number, until: number): Content => ({
	...{ type: 'text', value: text.slice(from, until) },
	position: { start: place(from), end: place(until) }
});

/** A tree that was let out, as places in the text. A line of a list needs no paragraph within. */
function shaped(node: Outer): Within[] {
	if (node.type === 'text')
		return [[node.position?.start.offset ?? 0, node.position?.end.offset ?? 0]];
	if (node.type !== 'element') return [];
	const of = node.children.flatMap(shaped);
	const [only] = of;
	const isOne = node.tagName === 'li' && of.length === 1 && only && 'is' in only;
	const is = parts.find((part) => part === node.tagName);
	return is ? [{ is, of: isOne && only.is === 'p' ? only.of : of }] : of;
}
