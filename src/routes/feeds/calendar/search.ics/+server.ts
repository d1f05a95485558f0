import { queryFrom } from '#lib/directory/directory.ts';
import * as directory from '#lib/directory/server/directory.ts';
import * as org from '#lib/org/server/org.ts';
import { answerWith } from '../../../public-answer.ts';
import { calendarAnswer } from '../answer.ts';
import type { RequestHandler } from './$types';

/** No calendar is readable with more. */
const mostListings = 100;

/** The meetings of what a search finds, the first hundred listings; parameters as in the API. */
export const GET: RequestHandler = ({ locals: { ctx }, url }) =>
	answerWith(async () => {
		const asked = new URLSearchParams(url.searchParams);
		const isNamed = asked.get('titles') === 'names';
		for (const name of ['titles', 'cursor', 'limit']) asked.delete(name);
		const timeZone = (await org.organisation(ctx))?.timeZone ?? 'UTC';
		const query = { ...queryFrom(asked), limit: mostListings };
		const { items } = await directory.search(ctx, query, { timeZone });
		const ids = items.map(({ listingId }) => listingId);
		return calendarAnswer(await directory.listingsCalendar(ctx, ids, { isNamed }), false);
	});
