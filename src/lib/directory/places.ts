import { z } from 'zod';

/** A town or a postal area, as a search of places answers it. */
export interface FoundPlace {
	/** Stays the same as long as the place is in the packages; no one else’s id. */
	placeId: string;
	name: string;
	/** State, province or the like, where it is known by a name. */
	region: string | null;
	/** ISO 3166-1, two letters. */
	country: string;
	/** In English. */
	countryName: string;
	/** Degrees; the middle of the place. */
	lat: number;
	lng: number;
	kind: 'city' | 'postcode';
	/** The town that a postcode is nearest to; null for towns. */
	nearTown: string | null;
	population: number;
}

const degrees = (most: number) => z.number('number').min(-most, 'too_small').max(most, 'too_big');

export const PlacesInput = z.object({
	/** A town, with what it lies in if wanted ("springfield il", "Portland, OR"), or a postcode. */
	q: z.string('required').trim().min(1, 'required').min(2, 'too_short').max(80, 'too_long'),
	/** Places around here come a little earlier. */
	near: z.object({ lat: degrees(90), lng: degrees(180) }).optional(),
	limit: z.number('number').int('number').min(1, 'too_small').max(20, 'too_big').default(8)
});
export type PlacesInput = z.input<typeof PlacesInput>;

/** Its name with what it lies in: "Portland, Oregon, United States". Searched for, it is found again. */
export const sayFoundPlace = ({ name, region, countryName }: FoundPlace): string =>
	[...new Set([name, region, countryName])].filter(Boolean).join(', ');
