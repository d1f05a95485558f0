import type { Ctx } from '#server/ctx.ts';
import { AppError, invalid } from '#server/errors.ts';
import type { FoundPlace } from '../places.ts';
import { isGuess } from './place-named.ts';
import { places } from './places/places.ts';

/** So many times the people of the next one of its name: then nobody needs to be asked. */
const muchLarger = 20;

export interface WhichPlace {
	/** Null when it has to be asked. */
	place: FoundPlace | null;
	/** What else it could be. */
	others: FoundPlace[];
}

/**
 * The place that somebody means by what they typed, or those it could be. One is taken without asking
 * when it is the only one, or the only large one, of exactly that name.
 * @throws invalid {place: place_unknown | places_loading}
 */
export async function whichPlace(ctx: Ctx, typed: string): Promise<WhichPlace> {
	const found = await places(ctx, { q: typed, limit: 8 }).catch((error: unknown) => {
		if (error instanceof AppError && error.code === 'unavailable')
			throw invalid({ place: 'places_loading' });
		if (error instanceof AppError && error.code === 'invalid')
			throw invalid({ place: error.fields.q ?? 'place_unknown' });
		throw error;
	});
	const [first, ...others] = found;
	if (!first) throw invalid({ place: 'place_unknown' });
	const rival = others.find(({ name }) => fold(name) === fold(first.name));
	const isNamed = `${fold(typed)} `.startsWith(`${fold(first.name)} `);
	const isLargest = !rival || first.population > muchLarger * rival.population;
	const isLikely = others.length === 0 || (isNamed && isLargest);
	const isClear = isLikely && !(await isGuess(ctx, typed, first));
	return isClear ? { place: first, others } : { place: null, others: found };
}

const fold = (name: string) =>
	name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
