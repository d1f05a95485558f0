import { DirectoryQuery, queryFields, queryFrom } from '#lib/directory/directory.ts';
import * as directory from '#lib/directory/server/directory.ts';
import * as org from '#lib/org/server/org.ts';
import type { Ctx } from '#server/ctx.ts';
import { invalid } from '#server/errors.ts';
import { problemsOf } from '#server/http/problems.ts';

/** The JSON of a search of the directory by what follows the question mark. @throws invalid by parameter */
export async function listingsText(ctx: Ctx, asked: string): Promise<Buffer> {
	const timeZone = (await org.organisation(ctx))?.timeZone ?? 'UTC';
	const plain = directory.readPlainly(asked);
	return directory.searchText(ctx, plain ? { plain } : known(asked), { timeZone });
}

function known(asked: string): DirectoryQuery {
	const query = queryFrom(new URLSearchParams(asked));
	const unknown = Object.keys(query).filter((name) => !Object.hasOwn(queryFields.shape, name));
	if (unknown.length > 0) {
		const wrong = DirectoryQuery.safeParse(query);
		const others = wrong.success ? {} : problemsOf(wrong.error);
		const those = unknown.map((name) => [name, 'parameter_unknown']);
		throw invalid({ ...others, ...(Object.fromEntries(those) as Record<string, string>) });
	}
	return query;
}
