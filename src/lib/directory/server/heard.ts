import heard from '#content/directory/heard.json' with { type: 'json' };
import type { DayPart } from '../guided.ts';
import type { ListingExperience, Mode } from '../vocabulary.ts';
import { fold } from './search/fold.ts';

/** A word as it was typed, and as the search knows it: two where a hyphen joins them. */
export interface TypedWord {
	typed: string;
	folded: readonly string[];
}

/** Choices of the form that words can mean as well. */
export interface Heard {
	weekday?: readonly number[];
	part?: DayPart;
	mode?: Mode;
	experience?: readonly ListingExperience[];
}

/** The different words of what was typed, in its order. */
export function typedWords(text: string): TypedWord[] {
	const words = text.split(/\s+/).map((typed) => ({
		typed: typed.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''),
		// "don’t" is one word here.
		folded: fold(typed.replaceAll(/['’]/g, ''))
	}));
	const byMeaning = new Map(words.map((word) => [word.folded.join(' '), word]));
	return [...byMeaning].filter(([folded]) => folded !== '').map(([, word]) => word);
}

const listed = (words: string) => words.split(' ');
const small: ReadonlySet<string> = new Set(listed(heard.small));
/** Whether it is in every sentence, and says nothing of what is looked for. */
export const isSmall = ({ folded }: TypedWord): boolean => folded.every((word) => small.has(word));

const codesOf = (lists: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
	new Map(
		Object.entries(lists).flatMap(([code, words]) => listed(words).map((word) => [word, code]))
	);
const days = codesOf(heard.day);
const parts = codesOf(heard.part);
const modes = codesOf(heard.mode);
const experiences = codesOf(heard.experience);

/** What the words say of the choices that were not made, and the words that say none of them. */
export function hear(
	words: readonly TypedWord[],
	isFree: Readonly<Record<keyof Heard, boolean>>
): { choices: Heard; rest: TypedWord[] } {
	const weekday = new Set<number>();
	const experience = new Set<ListingExperience>();
	let part: DayPart | undefined;
	let mode: Mode | undefined;
	const rest = words.filter(({ folded: [word = ''] }) => {
		const day = isFree.weekday && days.get(word);
		const about = isFree.experience && experiences.get(word);
		const hours = isFree.part && parts.get(word);
		const way = isFree.mode && modes.get(word);
		if (day) for (const one of day.split(',')) weekday.add(Number(one));
		else if (about) experience.add(about as ListingExperience);
		// One window of hours and one way to meet can be asked for; another stays a word.
		else if (hours && (part === undefined || part === hours)) part = hours as DayPart;
		else if (way && (mode === undefined || mode === way)) mode = way as Mode;
		else return true;
		return false;
	});
	// "Combat trauma" is about combat.
	if (experience.size > 1) experience.delete('any');
	const choices: Heard = {
		...(weekday.size > 0 && { weekday: [...weekday].sort() }),
		...(part && { part }),
		...(mode && { mode }),
		...(experience.size > 0 && { experience: [...experience] })
	};
	return { choices, rest };
}
