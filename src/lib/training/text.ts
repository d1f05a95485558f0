/**
 * What stands in a text of the training: a small tree whose leaves are words. `Text.svelte` has a branch for each
 * name, so that nothing else can come out.
 */
export const NAMES = ['p', 'h3', 'em', 'strong', 'ul', 'ol', 'li', 'blockquote'] as const;

export interface Part {
	is: (typeof NAMES)[number];
	of: readonly Within[];
}
export type Within = Part | string;
export type Text = readonly Within[];
