export type Values = Record<string, string | number | boolean | Date>;
export type Message = (values: Values | undefined) => string;

/**
 * What a sentence with values in it is made of, in order: words; a value by its name, as it is or as a number;
 * the number that a choice goes by; a choice by a value's own words, or by the plural that a number asks for.
 */
export type Part =
	| string
	| readonly ['value' | 'number', string]
	| readonly ['count']
	| readonly ['select', string, Options]
	| readonly ['cardinal' | 'ordinal', string, Options, number];
type Options = Readonly<Record<string, readonly Part[]>>;

type Piece = (values: Values | undefined, count: number | undefined) => string;

const tag = 'en';
const numbers = new Intl.NumberFormat(tag);
const rules = {
	cardinal: new Intl.PluralRules(tag, { type: 'cardinal' }),
	ordinal: new Intl.PluralRules(tag, { type: 'ordinal' })
};

/** A message read once into functions: a page says some hundreds of sentences. */
export function readParts(parts: readonly Part[]): Message {
	const say = joined(parts.map(pieceOf));
	return (values) => say(values, undefined);
}

function pieceOf(part: Part): Piece {
	if (typeof part === 'string') return () => part;
	switch (part[0]) {
		case 'value':
			return (values) => String(given(values, part[1]) ?? '');
		case 'number':
			return (values) => numbers.format(given(values, part[1]) as number);
		case 'count':
			return (_, count) => (count === undefined ? '' : numbers.format(count));
		case 'select': {
			const [, name, options] = part;
			const { choices, other } = read(options);
			return (values) => (choices.get(String(given(values, name))) ?? other)(values, undefined);
		}
		default: {
			const [kind, name, options, offset] = part;
			const { choices, other } = read(options);
			return (values) => {
				const value = given(values, name);
				const count = Number(value) - offset;
				const piece =
					choices.get(`=${String(value)}`) ?? choices.get(rules[kind].select(count)) ?? other;
				return piece(values, count);
			};
		}
	}
}

function read(options: Options): { choices: Map<string, Piece>; other: Piece } {
	const choices = new Map<string, Piece>();
	for (const [key, parts] of Object.entries(options)) choices.set(key, joined(parts.map(pieceOf)));
	return { choices, other: choices.get('other')! };
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
