import type { Written } from './shares.ts';

/** What a form of a share shows: what was typed when it came back, else what is there. */
export interface Shown {
	need: string | null;
	text: string;
	feelings: string[];
	note: string;
	topics: string[];
	audience: string;
	responsesOnly: boolean;
}

type Given = Record<string, string | string[]> | Partial<Written>;

const listOf = (value: unknown): string[] =>
	Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export function shownOf(given: Given): Shown {
	return {
		need: textOf(given.need) || null,
		text: textOf(given.text),
		feelings: listOf(given.feelings),
		note: textOf(given.note),
		topics: listOf(given.topics),
		audience: textOf(given.audience) || 'group',
		responsesOnly: given.responsesOnly === true || given.responsesOnly === 'yes'
	};
}
