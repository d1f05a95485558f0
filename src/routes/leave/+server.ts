import { redirect } from '@sveltejs/kit';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as org from '#lib/org/server/org.ts';
import { forgetLogin } from '#server/http/cookies.ts';
import { log } from '#server/log.ts';
import type { RequestHandler } from './$types';

/**
 * Leave now. Ends the login, expires its cookies and leads to the neutral site. Whatever fails on our
 * side, the person still leaves.
 */
export const POST: RequestHandler = async ({ locals, cookies, setHeaders }) => {
	setHeaders({ 'clear-site-data': '"cookies"', 'cache-control': 'no-store' });
	forgetLogin(cookies);
	try {
		await accounts.signOut(locals.ctx);
	} catch (error) {
		log.warn({ err: error, op: 'leave' }, 'a login could not be ended; its cookies are gone');
	}
	// Not to the other site at once: form-action in our policy would stop a posted form from going there.
	redirect(303, '/leave');
};

/** An empty page that hands on to the neutral site and leaves no trace of itself in the history. */
export const GET: RequestHandler = async ({ locals }) => {
	const site = new URL(await org.leaveSite(locals.ctx));
	const page = `<!doctype html><meta charset="utf-8"><title>${site.hostname}</title>
<meta http-equiv="refresh" content="0; url=${site.href.replaceAll('"', '%22')}">`;
	return new Response(page, {
		headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }
	});
};
