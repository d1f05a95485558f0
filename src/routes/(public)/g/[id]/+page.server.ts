import { z } from 'zod';
import { jsonLd } from '#lib/directory/json-ld.ts';
import * as directory from '#lib/directory/server/directory.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({
	locals: { ctx, timeZone },
	params,
	url,
	isDataRequest
}) => {
	const group = await groups.publicPage(ctx, params.id);
	return {
		group,
		wait: group.standing === 'listed' ? await waitFor(ctx, group.groupId) : null,
		isFollowing: await groups.isFollowing(ctx, params.id),
		now: ctx.now(),
		timeZone,
		jsonLd: isDataRequest ? null : await eventOf(ctx, params.id, url)
	};
};

/** The reader's place on its waiting list. */
async function waitFor(ctx: App.Locals['ctx'], groupId: string) {
	return (await groups.waits(ctx)).find((one) => one.groupId === groupId) ?? null;
}

/** For search engines; a confidential group is in no directory, so there is nothing to tell. */
async function eventOf(ctx: App.Locals['ctx'], groupId: string, url: URL): Promise<string | null> {
	const [listing] = await directory.listingsByIds(ctx, [groupId]);
	return listing ? jsonLd(listing, url.origin + url.pathname) : null;
}

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
