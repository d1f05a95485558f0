import * as org from '#lib/org/server/org.ts';
import type { Ctx } from '#server/ctx.ts';
import { invalid } from '#server/errors.ts';
import type { Coordinates } from '../listing.ts';
import type { FoundPlace } from '../places.ts';
import { places } from './places/places.ts';

/**
 * Whether a place is a postcode of another country than the organisation's, and nothing typed says that it
 * is meant: five figures are a town in many countries, and the packages know those of one.
 */
export async function isGuess(ctx: Ctx, typed: string, place: FoundPlace): Promise<boolean> {
	if (place.kind !== 'postcode' || /\p{L}/u.test(typed)) return false;
	return (await org.organisation(ctx))?.country !== place.country;
}

/** The likeliest place of that name; null when there is none, or it would be a guess. */
export async function placeNamed(
	ctx: Ctx,
	words: string
): Promise<(Coordinates & { label: string }) | null> {
	const [first] = await places(ctx, { q: words, limit: 1 });
	if (!first || (await isGuess(ctx, words, first))) return null;
	const label = [first.name, first.region, first.countryName].filter(Boolean).join(', ');
	return { lat: first.lat, lng: first.lng, label };
}

/** Where a town is that somebody typed; null when nothing was. @throws invalid {town: place_unknown} */
export async function townWhere(ctx: Ctx, town: string) {
	if (town === '') return null;
	const [first] = town.length < 2 ? [] : await places(ctx, { q: town, limit: 1 });
	if (!first || (await isGuess(ctx, town, first))) throw invalid({ town: 'place_unknown' });
	const { lat, lng, name, nearTown, country } = first;
	return { latitude: lat, longitude: lng, city: nearTown ?? name, country };
}
