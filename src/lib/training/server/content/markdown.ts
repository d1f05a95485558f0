/**
 * Reads the Markdown of a module. A maintained parser reads the marks, a maintained sanitiser lets out what `NAMES`
 * names and no attribute, and what comes out is a tree of words. Links become their words and their address: a press
 * must not lead somebody away from here by surprise (docs/decisions/0063).
 */
import { parser as markdown } from '@lezer/markdown';
import { sanitize } from 'hast-util-sanitize';
import { NAMES, type Part, type Text, type Within } from '../../text.ts';

/** Everything else that Markdown knows stays as it was typed. */
const parser = markdown.configure({
	remove: [
		...['LinkReference', 'IndentedCode', 'FencedCode', 'HorizontalRule', 'HTMLBlock', 'HTMLTag'],
		...['SetextHeading', 'Entity', 'InlineCode', 'HardBreak', 'Image']
	]
});
type Node = ReturnType<typeof parser.parse>['topNode'];
type Tree = NonNullable<Parameters<typeof sanitize>[0]>;
type Outer = Extract<Tree, { type: 'root' }>['children'][number];
type Element = Extract<Outer, { type: 'element' }>;
type Content = Element['children'][number];

/** Lists and quotes in each other: a list and its line are two. */
const DEEPEST = 6;
const names: Record<string, Part['is'] | 'h1' | 'h2'> = {
	...{ Paragraph: 'p', Emphasis: 'em', StrongEmphasis: 'strong', Blockquote: 'blockquote' },
	...{ BulletList: 'ul', OrderedList: 'ol', ListItem: 'li' },
	...{ ATXHeading1: 'h1', ATXHeading2: 'h2', ATXHeading3: 'h3' }
};
const inLines = new Set(['Emphasis', 'StrongEmphasis']);
const schema = {
	...{ tagNames: [...NAMES], attributes: {}, ancestors: { li: ['ol', 'ul'] } },
	...{ strip: [], clobber: [], protocols: {}, required: {} }
};

/** What stands under one heading; the first of all has the title for its heading. */
export interface Section {
	heading: string;
	body: Text;
}
export interface Document {
	sections: Section[];
	/** What is no mark of ours, with its line. */
	problems: { line: number; what: string }[];
}

/** The text, cut at its headings of the first and second level. */
export function read(text: string): Document {
	const sections: { heading: string; children: Element[] }[] = [];
	const problems: Document['problems'] = [];
	const lineOf = (at: number) => text.slice(0, at).split('\n').length;
	for (const child of childrenOf(parser.parse(text).topNode)) {
		const is = names[child.name];
		if (is === 'h1' || is === 'h2') {
			if (is === 'h1' && sections.length > 0)
				problems.push({ line: lineOf(child.from), what: 'there is one title, at the beginning' });
			sections.push({ heading: plain(wordsIn(text, child)), children: [] });
			continue;
		}
		const block = blockOf(text, child, 0, (node, what) =>
			problems.push({ line: lineOf(node.from), what })
		);
		if (!block) continue;
		if (sections.length === 0) sections.push({ heading: '', children: [] });
		sections.at(-1)!.children.push(block);
	}
	return {
		sections: sections.map(({ heading, children }) => ({ heading, body: clean(children) })),
		problems
	};
}

function blockOf(
	text: string,
	node: Node,
	depth: number,
	problem: (node: Node, what: string) => void
): Element | null {
	const is = names[node.name];
	if (node.name.endsWith('Mark')) return null;
	if (!is || is === 'h1' || is === 'h2' || inLines.has(node.name)) {
		problem(node, 'only paragraphs, lists, quotes, and headings of the first three levels');
		return null;
	}
	if (is === 'p' || is === 'h3') return element(is, wordsIn(text, node));
	if (depth >= DEEPEST) {
		problem(node, 'lists and quotes lie too deep in each other');
		return null;
	}
	const within = [...childrenOf(node)].flatMap(
		(child) => blockOf(text, child, depth + 1, problem) ?? []
	);
	const [first] = within;
	// A line of a list needs no paragraph within.
	const isLine = is === 'li' && first?.tagName === 'p' && within.length === 1;
	return element(is, isLine ? first.children : within);
}

/** The words of a paragraph or heading, with what is stressed in them. */
function wordsIn(text: string, node: Node): Content[] {
	const found: Content[] = [];
	let at = node.from;
	const upTo = (until: number) => {
		if (at < until) found.push(words(text.slice(at, until)));
	};
	for (const child of childrenOf(node)) {
		upTo(child.from);
		at = child.to;
		if (inLines.has(child.name)) found.push(element(names[child.name]!, wordsIn(text, child)));
		else if (child.name === 'Link') found.push(words(linkIn(text, child)));
		else if (child.name === 'Escape') found.push(words(text.slice(child.from + 1, child.to)));
		else if (!child.name.endsWith('Mark')) found.push(words(text.slice(child.from, child.to)));
	}
	upTo(node.to);
	return found;
}

/** “Its words (https://…)”, or the address alone when that is its words. */
function linkIn(text: string, node: Node): string {
	const marks = [...childrenOf(node)].filter(({ name }) => name === 'LinkMark');
	const address = node.getChild('URL');
	const called = text.slice(marks[0]?.to ?? node.from, marks[1]?.from ?? node.to);
	const url = address ? text.slice(address.from, address.to) : '';
	if (url === '') return called;
	return bare(url) === bare(called) ? url : `${called} (${url})`;
}

const bare = (address: string): string => address.replace(/^https?:\/\//, '').replace(/\/$/, '');

function* childrenOf(node: Node): Generator<Node> {
	for (let child = node.firstChild; child; child = child.nextSibling) yield child;
}

const element = (tagName: string, children: Content[]): Element => ({
	...{ type: 'element', tagName, properties: {}, children }
});
/** A line end within a paragraph is a space; an address in angles is one without them. */
const words = (text: string): Content => ({
	type: 'text',
	value: text.replace(/<(https?:\/\/[^\s>]+)>/g, '$1').replace(/\s*\n\s*/g, ' ')
});

const plain = (all: readonly Content[]): string =>
	all
		.map((one) => (one.type === 'text' ? one.value : one.type === 'element' ? plain(one.children) : ''))
		.join('')
		.trim();

function clean(children: Element[]): Text {
	const tree = sanitize({ type: 'root', children }, schema);
	return tree.type === 'root' ? tree.children.flatMap(shaped) : [];
}

/** Words beside each other become one. */
function shaped(node: Outer): Within[] {
	if (node.type === 'text') return [node.value];
	if (node.type !== 'element') return [];
	const is = NAMES.find((name) => name === node.tagName);
	const of: Within[] = [];
	for (const part of node.children.flatMap(shaped)) {
		const last = of.at(-1);
		if (typeof part === 'string' && typeof last === 'string') of[of.length - 1] = last + part;
		else of.push(part);
	}
	return is ? [{ is, of: trimmed(of) }] : of;
}

/** Marks leave a space at the beginning of a heading. */
const trimmed = ([first, ...rest]: readonly Within[]): Within[] =>
	typeof first === 'string' ? [first.trimStart(), ...rest] : first ? [first, ...rest] : [];

/** The words of a text alone. */
export const plainText = (text: Text): string =>
	text.map((part) => (typeof part === 'string' ? part : ` ${plainText(part.of)}`)).join('');
