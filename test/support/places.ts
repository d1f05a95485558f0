import { loadPlaces } from '#lib/directory/server/places/load.ts';
import type { PlaceRow } from '#lib/directory/server/places/rows.ts';
import type { World } from './world.ts';

type Town = [
	id: string,
	name: string,
	country: string,
	region: string,
	lat: number,
	lng: number,
	population: number
];
const towns: Town[] = [
	['g1', 'Berlin', 'DE', 'Berlin', 52.524, 13.411, 3_426_000],
	['g2', 'Berlin', 'US', 'New Hampshire', 44.469, -71.185, 9400],
	['g3', 'Springfield', 'US', 'Missouri', 37.215, -93.298, 166_000],
	['g4', 'Springfield', 'US', 'Massachusetts', 42.101, -72.59, 154_000],
	['g5', 'Springfield', 'US', 'Illinois', 39.802, -89.644, 116_000]
];
const countries: Record<string, string> = { DE: 'germany', US: 'united states' };

/** A few towns of the gazetteer, so that a spec need not wait for all of it. */
export async function loadTowns(world: World): Promise<void> {
	async function* batches(): AsyncGenerator<PlaceRow[]> {
		yield towns.map(([place_id, name, country, region, lat, lng, population]) => ({
			...{ place_id, name, country, region, lat, lng, population },
			...{ searched: name.toLowerCase(), kind: 'city', near_town: null },
			within: ` ${region.toLowerCase()} ${countries[country]}`
		}));
		yield [
			{
				...{ place_id: 'us-10115', searched: '10115', name: '10115', kind: 'postcode' },
				...{ country: 'US', region: null, within: ' us united states', population: 0 },
				...{ near_town: 'Manhattan', lat: 40.811, lng: -73.964 }
			}
		];
	}
	await loadPlaces(world.system, { batches });
}
