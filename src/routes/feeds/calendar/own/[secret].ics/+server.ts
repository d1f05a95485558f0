import * as directory from '#lib/directory/server/directory.ts';
import { calendarAnswer } from '../../answer.ts';
import type { RequestHandler } from './$types';

/** One member's meetings, for whoever has the secret link. 404 when it was ended. */
export const GET: RequestHandler = async ({ locals, params }) =>
	calendarAnswer(await directory.ownCalendar(locals.ctx, params.secret), false);
