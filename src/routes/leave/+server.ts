import { redirect } from '@sveltejs/kit';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as org from '#lib/org/server/org.ts';
import { forgetLogin } from '#server/http/cookies.ts';
import { log } from '#server/log.ts';
import type { RequestHandler } from './$types';

/**
 * Leave now. Ends the login, expires its cookies and goes to the neutral site. Whatever fails on our
 * side, the person still leaves.
 */
export const POST: RequestHandler = async ({ locals, cookies, setHeaders }) => {
	setHeaders({ 'clear-site-data': '"cookies"', 'cache-control': 'no-store' });
	forgetLogin(cookies);
	const site = await leave(locals.ctx);
	redirect(303, site);
};

async function leave(ctx: App.Locals['ctx']): Promise<string> {
	try {
		await accounts.signOut(ctx);
	} catch (error) {
		log.warn({ err: error, op: 'leave' }, 'a login could not be ended; its cookies are gone');
	}
	return org.leaveSite(ctx);
}
