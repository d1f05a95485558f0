import { redirect } from '@sveltejs/kit';
import { boundsOf, calendarOf, monthAfter, monthOf, readMonth } from '#lib/checkins/calendar.ts';
import { CheckInId, CheckInInput } from '#lib/checkins/checkins.ts';
import * as checkins from '#lib/checkins/server/checkins.ts';
import { formAction } from '#server/http/form.ts';
import { newId } from '#server/ids.ts';
import { z } from 'zod';
import type { Actions, PageServerLoad } from './$types';

/** On one page; the calendar has all of them. */
const mostListed = 60;
/** So low that help is offered beside it. */
const hard = 2;

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, url }) => {
	const now = ctx.now();
	const month = readMonth(url.searchParams.get('month'), now, timeZone);
	const { from, until } = boundsOf(month, timeZone);
	const all = await checkins.between(ctx, from, until);
	const current = monthOf(now, timeZone);
	const wasKept = url.searchParams.has('kept');
	return {
		...{ month, timeZone, now, wasKept, once: newId() },
		weeks: calendarOf(month, all, timeZone),
		listed: all.slice(0, mostListed),
		isMore: all.length > mostListed,
		before: monthAfter(month, -1),
		after: month < current ? monthAfter(month, 1) : null,
		isHard: wasKept && month === current && (all[0]?.rating ?? hard + 1) <= hard
	};
};

const actions = {
	keep: (event) =>
		formAction(event, CheckInInput, async (input) => {
			await checkins.checkIn(event.locals.ctx, input);
			redirect(303, '/how-i-am?kept');
		}),
	forget: (event) =>
		formAction(event, CheckInId, async ({ checkInId }) => {
			await checkins.forget(event.locals.ctx, checkInId);
			return { done: 'forgotten' as const };
		}),
	forgetAll: (event) =>
		formAction(event, z.object({}), async () => {
			await checkins.forgetAll(event.locals.ctx);
			return { done: 'all_forgotten' as const };
		})
} satisfies Actions;
export { actions };
