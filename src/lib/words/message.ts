import { IntlMessageFormat } from 'intl-messageformat';
import { readParts, type Message, type Part } from './parts.ts';

export type { Message, Values } from './parts.ts';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/**
 * What `say` makes of the words of the catalogue: sentences with `{values}` are ICU MessageFormat. Browsers get
 * them in parts already (scripts/words-for-browsers.ts), and never see this file.
 */
export const readWords = (words: string): string | Message =>
	/\{|''/.test(words) ? readMessage(words) : words;

/** An ICU message. What is not plain in it the library says. */
export function readMessage(words: string): Message {
	const parts = partsOf(words);
	if (parts) return readParts(parts);
	const library = libraryOf(words);
	return (values) => String(library.format(values as Record<string, string>));
}

/** A message in parts that need no library; null for dates, times, and numbers with a style. */
export function partsOf(words: string): Part[] | null {
	return partsIn(libraryOf(words).getAst());
}

const libraryOf = (words: string) =>
	new IntlMessageFormat(words, 'en', undefined, { ignoreTag: true });

function partsIn(elements: readonly Element[]): Part[] | null {
	const parts = elements.map(partOf);
	return parts.every((part) => part !== null) ? parts : null;
}

/** As `TYPE` of the parser, whose own names are no part of what the package gives. */
const kinds = { literal: 0, argument: 1, number: 2, select: 5, plural: 6, pound: 7 } as const;

function partOf(element: Element): Part | null {
	switch (element.type as number) {
		case kinds.literal:
			return (element as { value: string }).value;
		case kinds.argument:
			return ['value', (element as { value: string }).value];
		case kinds.number: {
			const { value: name, style } = element as { value: string; style?: unknown };
			return style ? null : ['number', name];
		}
		case kinds.pound:
			return ['count'];
		case kinds.select:
		case kinds.plural:
			return choiceOf(element as Choice);
		default:
			return null;
	}
}

interface Choice {
	type: number;
	value: string;
	options: Record<string, { value: Element[] }>;
	offset?: number;
	pluralType?: 'cardinal' | 'ordinal';
}

function choiceOf({ type, value: name, options, offset = 0, pluralType }: Choice): Part | null {
	const choices: Record<string, readonly Part[]> = {};
	for (const [key, { value }] of Object.entries(options)) {
		const parts = partsIn(value);
		if (!parts) return null;
		choices[key] = parts;
	}
	return type === kinds.select
		? ['select', name, choices]
		: [pluralType ?? 'cardinal', name, choices, offset];
}
