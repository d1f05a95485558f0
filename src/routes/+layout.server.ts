import * as notices from '#lib/notices/server/notices.ts';
import * as org from '#lib/org/server/org.ts';
import type { LayoutServerLoad } from './$types';

/** What the frame of every page needs: where Leave now goes, and which doors to show. */
export const load: LayoutServerLoad = async ({ locals }) => {
	const { actor } = locals.ctx;
	// With the database away the frame still stands round the page that says so, and round the help card.
	const organisation = await org.organisation(locals.ctx).catch(() => null);
	return {
		isDemonstration: organisation?.isDemonstration ?? false,
		leaveSite: await org.leaveSite(locals.ctx),
		news: locals.unseen ?? (await notices.unseen(locals.ctx).catch(() => 0)),
		isSignedIn: actor.kind === 'account',
		isCoordinator: actor.kind === 'account' && actor.roles.includes('coordinator')
	};
};
