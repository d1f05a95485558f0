import { z } from 'zod';
import * as groups from '#lib/groups/server/groups.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, params }) => ({
	group: await groups.publicPage(ctx, params.id),
	isFollowing: await groups.isFollowing(ctx, params.id),
	now: ctx.now(),
	timeZone
});

const nothing = z.object({});

export const actions: Actions = {
	follow: (event) =>
		formAction(event, nothing, async () => {
			await groups.follow(event.locals.ctx, { groupId: event.params.id });
			return { isFollowing: true };
		}),
	unfollow: (event) =>
		formAction(event, nothing, async () => {
			await groups.unfollow(event.locals.ctx, { groupId: event.params.id });
			return { isFollowing: false };
		})
};
