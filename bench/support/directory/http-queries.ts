import type { Query } from '../../../src/lib/directory/server/search/query.ts';

const clock = (minutes: number) =>
	`${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** A query of the mix as the parameters of the API. */
function parametersOf(query: Query): URLSearchParams {
	const params = new URLSearchParams();
	const { near, withinKm, nearest, weekdays, from, to, startsWithin } = query;
	if (query.words) params.set('q', query.words);
	if (near) params.set('near', `${near.lat},${near.lng}`);
	if (withinKm !== null) params.set('within_km', String(withinKm));
	if (nearest !== null) params.set('nearest', String(nearest));
	if (weekdays.length > 0) params.set('weekday', weekdays.join(','));
	if (from !== null) params.set('from', clock(from));
	if (to !== null) params.set('to', clock(to));
	if (startsWithin !== null) params.set('starts_within', String(startsWithin));
	for (const [facet, values] of Object.entries(query.facets)) params.set(facet, values.join(','));
	if (query.sort === 'distance') params.set('sort', 'distance');
	params.set('tz', query.zone);
	return params;
}

/** The address of it. */
export const pathOf = (query: Query): string =>
	`/api/v1/listings?${parametersOf(query).toString()}`;

/** The same as somebody fills in the form of Find. */
export function formOf(query: Query): URLSearchParams {
	const form = new URLSearchParams({ do: 'find', q: query.words, sort: query.sort });
	const { near, withinKm, nearest, weekdays, from, to, startsWithin } = query;
	if (near) {
		form.set('place', 'Somewhere');
		form.set('pick', `${near.lat},${near.lng} Somewhere`);
		form.set('far', nearest === null ? String(withinKm ?? '') : `nearest ${nearest}`);
	}
	if (weekdays.length > 0) form.set('day', weekdays.join(','));
	if (from !== null && to !== null) form.set('part', `${clock(from)}-${clock(to)}`);
	if (startsWithin !== null) form.set('part', `soon ${startsWithin}`);
	const { mode, ...ticked } = query.facets;
	if (mode) form.set('mode', mode.join(','));
	for (const [facet, values] of Object.entries(ticked))
		for (const value of values) form.append(`${facet}[]`, value);
	return form;
}
