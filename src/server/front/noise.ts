import { randomBytes } from 'node:crypto';

/** Of the noise in a page, in bytes that cannot be compressed. */
const MOST = 255;

/**
 * A page with a comment of a random length behind it. Whoever sees how many bytes went over the wire does not
 * know how many of them are the page's.
 */
export function withNoise(page: readonly Buffer[]): Buffer[] {
	const random = randomBytes(1 + MOST);
	const noise = random.subarray(1, 1 + random[0]!).toString('base64url');
	return [...page, Buffer.from(`<!--${noise}-->`)];
}
