import { redirect } from '@sveltejs/kit';
import { SearchInput } from '#lib/groups/groups.ts';
import * as groups from '#lib/groups/server/groups.ts';
import * as org from '#lib/org/server/org.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, request }) => {
	// Whoever has just started Holdspace looks here first.
	if (!(await org.organisation(ctx))) redirect(303, '/set-up');
	return {
		...{ timeZone, now: ctx.now() },
		week: await groups.week(ctx, { timeZone }),
		// What was searched for is posted, so that no address keeps it; then the action's answer is shown.
		all: request.method === 'POST' ? null : await groups.search(ctx, { timeZone })
	};
};

export const actions: Actions = {
	default: (event) =>
		formAction(event, SearchInput, async (asked) => {
			const { ctx, timeZone } = event.locals;
			return { asked, found: await groups.search(ctx, { ...asked, timeZone }) };
		})
};
