import * as directory from '#lib/directory/server/directory.ts';
import { calendarAnswer } from '../../answer.ts';
import type { RequestHandler } from './$types';

/** The meetings of one listing; every one is called "Meeting", or with `?titles=names` by its name. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const isNamed = url.searchParams.get('titles') === 'names';
	return calendarAnswer(await directory.listingCalendar(locals.ctx, params.id, { isNamed }), true);
};
