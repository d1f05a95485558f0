import type { Ctx } from '#server/ctx.ts';
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
