import * as groups from '#lib/groups/server/groups.ts';
import { EndApartInput } from '#lib/safety/apart.ts';
import * as safety from '#lib/safety/server/safety.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({
	mine: await safety.myApart(ctx),
	groups: (await groups.spaces(ctx)).map(({ groupId, name }) => ({ groupId, name }))
});

export const actions = {
	default: (event) =>
		formAction(event, EndApartInput, async (input) => {
			await safety.endApart(event.locals.ctx, input);
			return { ended: true as const };
		})
} satisfies Actions;
