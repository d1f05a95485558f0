import * as groups from '#lib/groups/server/groups.ts';
import { SearchWordsInput } from '#lib/shares/search.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone } }) => ({
	groups: (await groups.spaces(ctx)).map(({ groupId, name }) => ({ groupId, name })),
	now: ctx.now(),
	timeZone
});

/** Posted, so that no address keeps what was searched for. */
export const actions: Actions = {
	default: (event) =>
		formAction(event, SearchWordsInput, async (asked) => ({
			asked,
			answer: await shares.search(event.locals.ctx, asked)
		}))
};
