import { IntlMessageFormat } from 'intl-messageformat';

export type Values = Record<string, string | number | boolean | Date>;
export type Message = (values: Values | undefined) => string;

type Element = ReturnType<IntlMessageFormat['getAst']>[number];
type Piece = (values: Values | undefined, count: number | undefined) => string;

const tag = 'en';
const numbers = new Intl.NumberFormat(tag);
const rules = {
	cardinal: new Intl.PluralRules(tag, { type: 'cardinal' }),
	ordinal: new Intl.PluralRules(tag, { type: 'ordinal' })
};

/**
 * An ICU message read once into functions. A page says some hundreds of sentences, and the library goes
 * through its parts anew for each. It says the same, and everything that is not plain the library says.
 */
export function readMessage(words: string): Message {
	const library = new IntlMessageFormat(words, tag, undefined, { ignoreTag: true });
	const pieces = library.getAst().map(pieceOf);
	if (!pieces.every((piece) => piece !== null))
		return (values) => String(library.format(values as Record<string, string>));
	const say = joined(pieces);
	return (values) => say(values, undefined);
}

/** As `TYPE` of the parser, whose own names are no part of what the package gives. */
const kinds = { literal: 0, argument: 1, select: 5, plural: 6, pound: 7 } as const;

/** Null for what only the library says: dates, times, numbers with a style. */
function pieceOf(element: Element): Piece | null {
	switch (element.type as number) {
		case kinds.literal: {
			const { value } = element as { value: string };
			return () => value;
		}
		case kinds.argument: {
			const { value: name } = element as { value: string };
			return (values) => String(given(values, name) ?? '');
		}
		case kinds.pound:
			return (_, count) => (count === undefined ? '' : numbers.format(count));
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

function choiceOf({ type, value: name, options, offset = 0, pluralType }: Choice): Piece | null {
	const choices = new Map<string, Piece>();
	for (const [key, { value }] of Object.entries(options)) {
		const pieces = value.map(pieceOf);
		if (!pieces.every((piece) => piece !== null)) return null;
		choices.set(key, joined(pieces));
	}
	const other = choices.get('other')!;
	if (type === kinds.select)
		return (values) => (choices.get(String(given(values, name))) ?? other)(values, undefined);
	const rule = rules[pluralType ?? 'cardinal'];
	return (values) => {
		const value = given(values, name);
		const count = Number(value) - offset;
		const piece = choices.get(`=${String(value)}`) ?? choices.get(rule.select(count)) ?? other;
		return piece(values, count);
	};
}

function joined(pieces: readonly Piece[]): Piece {
	if (pieces.length === 1) return pieces[0]!;
	return (values, count) => {
		let words = '';
		for (const piece of pieces) words += piece(values, count);
		return words;
	};
}

/** Words with a gap would be worse than none. @throws when nothing was given for it */
function given(values: Values | undefined, name: string): Values[string] | null | undefined {
	if (!values || !(name in values)) throw new Error(`the message needs a value for {${name}}`);
	return values[name];
}
