import { SearchInput } from '#lib/groups/groups.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, request }) => ({
	...{ timeZone, now: ctx.now() },
	week: await groups.week(ctx, { timeZone }),
	// What was searched for is posted, so that no address keeps it; then the action's answer is shown.
	all: request.method === 'POST' ? null : await groups.search(ctx, { timeZone })
});

export const actions: Actions = {
	default: (event) =>
		formAction(event, SearchInput, async (asked) => {
			const { ctx, timeZone } = event.locals;
			return { asked, found: await groups.search(ctx, { ...asked, timeZone }) };
		})
};
