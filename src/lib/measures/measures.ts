import type { Filled } from './inputs.ts';
import type { Definition } from './definition.ts';
import type { Story } from './story.ts';

/** For how many days a half-filled set is kept: its questions are about the weeks before it. */
export const DRAFT_DAYS = 14;
/** Sets of one person; the oldest go first. */
export const MOST_SETS = 1000;

/** The field of a question in a form. */
export const fieldOf = (item: number): string => `q${item}`;

/** What the list shows of a measure. */
export interface Entry {
	page: string;
	title: string;
	about: string;
	minutes: number;
	count: number;
	/** The day of the last answers; null for none. */
	last: string | null;
	isHalfFilled: boolean;
}

/** What a page needs to ask. */
export interface Asked extends Pick<
	Definition,
	'page' | 'version' | 'title' | 'about' | 'minutes'
> {
	source: string;
	licenceNote: string;
	stem: string | null;
	gate: string | null;
	/** The answers to choose from, or the line of numbers. */
	options: { value: number; label: string }[] | null;
	line: Definition['line'];
	items: { text: string }[];
}

/** A form to fill in, and what of it was kept. */
export interface Begun {
	asked: Asked;
	kept: Pick<Filled, 'gate' | 'values'> | null;
	keptAt: Date | null;
}

/** What change is judged by, as far as it is said to people. */
export interface Thresholds {
	better: 'lower' | 'higher' | null;
	noticed: readonly [number, number] | null;
	ordinary: number | null;
	source: string | null;
}

/** What I answered of one measure, and what it tells. */
export interface Mine extends Story {
	page: string;
	title: string;
	about: string;
	minutes: number;
	canAnswer: boolean;
	/** The number that the line draws. */
	range: readonly [number, number] | null;
	thresholds: Thresholds;
	/** All its numbers, with their words. */
	scores: { id: string; name: string; range: readonly [number, number] }[];
}
