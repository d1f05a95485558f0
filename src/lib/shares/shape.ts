/**
 * What in somebody's words is stressed, a list or a quote: a tree of places in their text that holds none of it. So
 * whatever is shown of it is a piece of what was written, in its order.
 */
export const parts = ['p', 'em', 'strong', 'ul', 'ol', 'li', 'blockquote'] as const;

/** The text from this character up to that one. */
export type Piece = readonly [from: number, until: number];
export interface Part {
	is: (typeof parts)[number];
	of: readonly Within[];
}
export type Within = Part | Piece;
export type Shape = readonly Within[];

/** Words without a shape: a blank line begins a new paragraph, so that each can run its own way. */
export const paragraphsOf = (text: string): string[] =>
	text.includes('\n') ? text.split(/\n(?:[ \t]*\n)+/) : [text];
