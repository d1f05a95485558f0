import { isHalf, type Half } from '#lib/impact/impact.ts';
import { notFound } from '#server/errors.ts';

/** The half-year that an address asks for; null for the newest. @throws not_found for what is none */
export function readHalf(url: URL): Half | null {
	const half = url.searchParams.get('half');
	if (half === null) return null;
	if (!isHalf(half)) throw notFound();
	return half;
}
