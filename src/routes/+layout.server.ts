import * as org from '#lib/org/server/org.ts';
import type { LayoutServerLoad } from './$types';

/** What the frame of every page needs: where Leave now goes, and which doors to show. */
export const load: LayoutServerLoad = async ({ locals }) => {
	const { actor } = locals.ctx;
	const organisation = await org.organisation(locals.ctx);
	return {
		isDemonstration: organisation?.isDemonstration ?? false,
		leaveSite: await org.leaveSite(locals.ctx),
		isSignedIn: actor.kind === 'account',
		isCoordinator: actor.kind === 'account' && actor.roles.includes('coordinator')
	};
};
