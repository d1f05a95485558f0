import { RequestInput } from '#lib/groups/groups.ts';
import * as groups from '#lib/groups/server/groups.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import * as wellbeing from '#lib/wellbeing/server/wellbeing.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone } }) => ({
	...(await groups.mine(ctx)),
	meetings: await meetings.mine(ctx, 4),
	offers: await wellbeing.offers(ctx),
	now: ctx.now(),
	timeZone
});

export const actions: Actions = {
	withdraw: (event) =>
		formAction(event, RequestInput, async (input) => {
			await groups.withdraw(event.locals.ctx, input);
			return { withdrawn: true };
		})
};
