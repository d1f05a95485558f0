import type { Token } from './tokens.ts';

/** What a nudge is about. The first six say how or where somebody can be found. */
export const codes = [
	...(['phone', 'email', 'handle', 'address', 'plate', 'place'] as const),
	...(['advice', 'judgement', 'medicine', 'graphic', 'crisis'] as const)
];
export type Code = (typeof codes)[number];

/** Tokens that a rule is about; `end` is the place after the last. */
export interface Hit {
	code: Code;
	start: number;
	end: number;
}

/** A rule reads the tokens of a text once and says where it applies. */
export type Rule = (tokens: readonly Token[]) => Hit[];
