import { add, end, onCallPage, test } from '../../../on-call-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone } }) => ({
	...(await onCallPage(ctx)),
	now: ctx.now(),
	timeZone
});

export const actions: Actions = {
	add: (event) => add(event),
	test: (event) => test(event),
	end: (event) => end(event)
};
