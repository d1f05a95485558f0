/** What distances are said in: what the signs on the roads there count. */
export type Unit = 'km' | 'mi';

export const kmInMile = 1.609344;

/** Where roads are signed in miles. */
const byMile: ReadonlySet<string> = new Set([
	...['US', 'GB', 'LR', 'MM'],
	...['AS', 'GG', 'GU', 'IM', 'JE', 'MP', 'VI']
]);

let named: Map<string, string> | null = null;
/** Countries by the names that places end with. */
function countries(): Map<string, string> {
	if (named) return named;
	named = new Map();
	const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
	const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
	for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
		const name = names.of(code);
		// Old codes have the names of new ones: `UK`, `BU`.
		if (name && !(named.has(name) && byMile.has(named.get(name)!))) named.set(name, code);
	}
	return named;
}

/**
 * The unit for somebody who looks around a place, by the country that its name ends with ("Portland, Oregon,
 * United States"); around a place without such a name, or nowhere, by the organisation's country.
 */
export function unitFor(place: string | null, home: string | null): Unit {
	const last = place?.split(',').at(-1)?.trim();
	const country = (last && countries().get(last)) ?? home;
	return country && byMile.has(country) ? 'mi' : 'km';
}

/** Of a distance in km, in this unit. */
export const inUnit = (km: number, unit: Unit): number => (unit === 'mi' ? km / kmInMile : km);
/** So many miles, as the form and its links send them: in km. */
export const kmOf = (miles: number): string => (miles * kmInMile).toFixed(2);
