import type { Ctx } from '#server/ctx.ts';
import { invalid } from '#server/errors.ts';
import type { Coordinates } from '../listing.ts';
import { places } from './places/places.ts';

/** The likeliest place of that name; null when there is none. */
export async function placeNamed(
	ctx: Ctx,
	words: string
): Promise<(Coordinates & { label: string }) | null> {
	const [first] = await places(ctx, { q: words, limit: 1 });
	if (!first) return null;
	const label = [first.name, first.region, first.countryName].filter(Boolean).join(', ');
	return { lat: first.lat, lng: first.lng, label };
}

/** Where a town is that somebody typed; null when nothing was. @throws invalid {town: place_unknown} */
export async function townWhere(ctx: Ctx, town: string) {
	if (town === '') return null;
	const [first] = town.length < 2 ? [] : await places(ctx, { q: town, limit: 1 });
	if (!first) throw invalid({ town: 'place_unknown' });
	const { lat, lng, name, nearTown, country } = first;
	return { latitude: lat, longitude: lng, city: nearTown ?? name, country };
}
