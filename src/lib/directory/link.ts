import { listParameters, withoutEmpty, type DirectoryQuery } from './inputs.ts';

const lists: ReadonlySet<string> = new Set(listParameters);

/** A search as the parameters of an address: for links that somebody makes on purpose, and the API. */
export function searchParams(query: DirectoryQuery): URLSearchParams {
	const { cursor: _, ...lasting } = query;
	const params = new URLSearchParams();
	for (const [name, value] of Object.entries(withoutEmpty(lasting)))
		params.set(name, Array.isArray(value) ? value.join(',') : String(value));
	params.sort();
	return params;
}

/** What an address asks for. Lists may repeat a parameter or join values with commas. Not checked yet. */
export function queryFrom(params: URLSearchParams): DirectoryQuery {
	const query: Record<string, unknown> = {};
	for (const name of new Set(params.keys()))
		query[name] = lists.has(name)
			? params.getAll(name).flatMap((value) => value.split(',').filter(Boolean))
			: params.get(name);
	return query as DirectoryQuery;
}
