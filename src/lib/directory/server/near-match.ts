import type { Ctx } from '#server/ctx.ts';
import { read } from '#server/input.ts';
import { dayParts } from '../guided.ts';
import { DirectoryQuery } from '../inputs.ts';
import { entryOf, labelOf } from './entry.ts';
import { hear, isSmall, typedWords, type Heard, type TypedWord } from './heard.ts';
import { indexRowsById } from './rows.ts';
import { fold, wordsOfEntry } from './search/fold.ts';
import type { Query } from './search/query.ts';
import { find, plan, type Reader } from './searching.ts';

/** A search that asks for less than the words said, and finds something. */
export interface NearMatch {
	/** What has to be asked otherwise; everything else stays as it was asked. */
	query: Pick<DirectoryQuery, 'q' | 'weekday' | 'from' | 'to' | 'mode' | 'experience'>;
	/** Words that were searched for, as they were typed. */
	words: string[];
	/** What other words were taken for. */
	heard: Heard;
	/** Words that were left out, as they were typed, without the small ones. */
	left: string[];
	/** Whether small words were left out, which are in every sentence. */
	isWithoutSmall: boolean;
}

/** One way to take a sentence. */
interface Reading {
	choices: Heard;
	/** Words that have to be there beside those of the sentence. */
	about: string;
	rest: readonly TypedWord[];
}

/** So many words of a sentence are looked up. */
const mostLookedUp = 12;
/** So many words of a query count (search/fold.ts). */
const mostKept = 8;
/** In a sentence a shorter word is seldom a slip: it is a word that no listing has. */
const shortestSlip = 6;

/**
 * What comes near to a search by words that finds nothing: a weekday, a time of day and an experience
 * that the words name are taken as such, small words and words that no listing has are left out, and of
 * the others the rarest first as many as still find something together. All other choices stay. It is a
 * search of its own that somebody is told about; `search` itself always means every word.
 * @returns null when no word says anything that finds something
 * @throws invalid as `search`
 */
export async function nearMatch(
	ctx: Ctx,
	given: DirectoryQuery,
	reader: Reader = {}
): Promise<NearMatch | null> {
	const asked = read(DirectoryQuery, { ...given, cursor: undefined });
	const typed = typedWords(asked.q ?? '');
	const words = typed.filter((word) => !isSmall(word));
	if (words.length === 0) return null;
	const { query } = await plan(ctx, asked, reader);
	const isAnyTime = !asked.from && !asked.to && !asked.starts_within;
	const isFree = {
		...{ weekday: !asked.weekday, part: isAnyTime, mode: !asked.mode },
		experience: !asked.experience
	};
	const heard = hear(words, isFree);
	const isHeard = heard.rest.length < words.length;
	const plain: Reading = { choices: {}, about: '', rest: words };
	const readings: Reading[] = isHeard
		? [...aboutOne(heard), { ...heard, about: '' }, plain]
		: [plain];
	for (const { choices, about, rest } of readings) {
		const kept = await wordsThatFind(ctx, withChoices(query, choices), about, rest);
		if (!kept || (kept.length === 0 && rest.length === words.length)) continue;
		const { experience: _, ...others } = choices;
		return {
			query: {
				q: [about, ...namesOf(kept)].filter(Boolean).join(' '),
				...parametersOf(about ? others : choices)
			},
			...{ words: namesOf(kept), heard: choices },
			left: namesOf(rest.filter((word) => !kept.includes(word))),
			isWithoutSmall: words.length < typed.length
		};
	}
	return null;
}

/**
 * Groups for any experience fit each one, and there are many. Whoever names theirs is first looked for
 * among those that are about it: they have the words for it in their text.
 */
function aboutOne({ choices, rest }: ReturnType<typeof hear>): Reading[] {
	const [code, another] = choices.experience ?? [];
	return code && !another ? [{ choices, rest, about: labelOf('experience', code) }] : [];
}

const namesOf = (words: readonly TypedWord[]) => words.map(({ typed }) => typed);

const parametersOf = ({ weekday, part, mode, experience }: Heard) => ({
	...(weekday && { weekday: [...weekday] }),
	...(part && dayParts[part]),
	...(mode && { mode: [mode] }),
	...(experience && { experience: [...experience] })
});

function withChoices(query: Query, { weekday, part, mode, experience }: Heard): Query {
	const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
	return {
		...query,
		...(weekday && { weekdays: weekday }),
		...(part && { from: minutes(dayParts[part].from), to: minutes(dayParts[part].to) }),
		facets: {
			...query.facets,
			...(mode && { mode: [mode] }),
			...(experience && { experience })
		},
		...{ limit: 1, after: null, counted: false }
	};
}

/** As many of the words as find something together, in the order they were typed; null when nothing does. */
async function wordsThatFind(
	ctx: Ctx,
	query: Query,
	about: string,
	words: readonly TypedWord[]
): Promise<TypedWord[] | null> {
	const always = fold(about);
	const findBy = (some: readonly TypedWord[]) => {
		const all = [...always, ...some.flatMap(({ folded }) => folded)];
		return find(ctx, { ...query, words: all.join(' ') });
	};
	if ((await findBy([])).total === 0) return null;
	const kept: TypedWord[] = [];
	for (const word of await rarestFirst(ctx, words.slice(0, mostLookedUp), findBy)) {
		const more = [...kept, word];
		const many = always.length + more.flatMap(({ folded }) => folded).length;
		const isTooMany = many > mostKept;
		if (!isTooMany && (await findBy(more)).total > 0) kept.push(word);
	}
	return words.filter((word) => kept.includes(word));
}

/** The words that find something, those that listings really have before those that may be a slip. */
async function rarestFirst(
	ctx: Ctx,
	words: readonly TypedWord[],
	findBy: (some: readonly TypedWord[]) => ReturnType<typeof find>
): Promise<TypedWord[]> {
	const found = [];
	for (const word of words) {
		const { total, hits } = await findBy([word]);
		if (total > 0) found.push({ word, total, first: hits[0]!.id });
	}
	const rows = await indexRowsById(
		ctx.db,
		found.map(({ first }) => first)
	);
	const texts = new Map(rows.map((row) => [row.listing_id, wordsOfEntry(entryOf(row))]));
	// A word is taken for a slip only when no listing at all has it, so the first one found tells.
	return found
		.map((one) => ({ ...one, isSlip: !isIn(texts.get(one.first) ?? [], one.word) }))
		.filter(({ isSlip, word }) => !isSlip || word.folded.join('').length >= shortestSlip)
		.sort((a, b) => Number(a.isSlip) - Number(b.isSlip) || a.total - b.total)
		.map(({ word }) => word);
}

const isIn = (text: readonly string[], { folded }: TypedWord): boolean =>
	folded.every((asked) => text.some((word) => word.startsWith(asked)));
