import type { Ctx } from '#server/ctx.ts';
import type { Coordinates } from '../listing.ts';

/** The place that a search names, from the gazetteer; null when it knows none of that name. */
export function placeNamed(
	_ctx: Ctx,
	_words: string
): Promise<(Coordinates & { label: string }) | null> {
	return Promise.resolve(null);
}
