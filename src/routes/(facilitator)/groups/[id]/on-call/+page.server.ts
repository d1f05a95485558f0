import { add, end, onCallPage, test } from '../../../../on-call-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, params }) => ({
	...(await onCallPage(ctx, params.id)),
	groupId: params.id,
	now: ctx.now(),
	timeZone
});

export const actions: Actions = {
	add: (event) => add(event),
	test: (event) => test(event),
	end: (event) => end(event)
};
