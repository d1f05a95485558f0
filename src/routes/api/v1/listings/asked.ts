import { DirectoryQuery, queryFields, queryFrom } from '#lib/directory/directory.ts';
import * as directory from '#lib/directory/server/directory.ts';
import * as org from '#lib/org/server/org.ts';
import type { Ctx } from '#server/ctx.ts';
import { invalid } from '#server/errors.ts';
import { problemsOf } from '#server/http/problems.ts';

/** The JSON of a search of the directory by its parameters. @throws invalid by parameter */
export async function listingsText(ctx: Ctx, params: URLSearchParams): Promise<Buffer> {
	const query = queryFrom(params);
	const unknown = Object.keys(query).filter((name) => !Object.hasOwn(queryFields.shape, name));
	if (unknown.length > 0) {
		const wrong = DirectoryQuery.safeParse(query);
		const others = wrong.success ? {} : problemsOf(wrong.error);
		const those = unknown.map((name) => [name, 'parameter_unknown']);
		throw invalid({ ...others, ...(Object.fromEntries(those) as Record<string, string>) });
	}
	const timeZone = (await org.organisation(ctx))?.timeZone ?? 'UTC';
	return directory.searchText(ctx, query, { timeZone });
}
