import { queryFields, queryFrom } from '#lib/directory/directory.ts';
import * as directory from '#lib/directory/server/directory.ts';
import * as org from '#lib/org/server/org.ts';
import { invalid } from '#server/errors.ts';
import { answer } from '../../../public-answer.ts';
import type { RequestHandler } from './$types';

/** A search of the directory; `openapi.json` says what can be asked. What is asked is kept nowhere. */
export const GET: RequestHandler = ({ locals: { ctx }, url }) =>
	answer(async () => {
		const unknown = [...url.searchParams.keys()].filter((name) => !(name in queryFields.shape));
		if (unknown.length > 0)
			throw invalid(Object.fromEntries(unknown.map((name) => [name, 'parameter_unknown'])));
		const timeZone = (await org.organisation(ctx))?.timeZone ?? 'UTC';
		return directory.searchAnswer(
			await directory.search(ctx, queryFrom(url.searchParams), { timeZone })
		);
	});
