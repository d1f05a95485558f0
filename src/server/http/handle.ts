import { error, json, type RequestEvent } from '@sveltejs/kit';
import type { Handle } from '@sveltejs/kit/hooks';
import { sayError } from '#lib/words/errors.ts';
import { accessOf, mayOpen } from './access.ts';
import { drawnFirst } from './drawn-first.ts';
import { secure } from './headers.ts';
import { isOwnRequest } from './origin.ts';
import { open } from './runtime.ts';

const letters = /hyperlegible-next-latin-wght-normal/;
const lettersAndTitles = /-latin-(?:wght|500)-normal/;

/** Headers of every answer, whatever made it. */
export const securely: Handle = async ({ event, resolve }) => {
	let page: string | undefined;
	const isPublic = event.route.id?.startsWith('/(public)') ?? false;
	const response = await resolve(event, {
		// Kit would go through each letter of it for a mark by which a browser knows it again, and no page is kept.
		// So Kit gets nothing to look at, and the page goes in afterwards. No page of ours comes in pieces.
		transformPageChunk({ html }) {
			page = drawnFirst(html);
			return '';
		},
		// The fonts that a page begins with: titles of public pages have their own. Other letters and slants
		// come when a page has them.
		preload: ({ type, path }) =>
			type !== 'font' || (isPublic ? lettersAndTitles : letters).test(path)
	});
	const whole = page === undefined ? response : wholePage(response, page);
	return secure(whole, event.url.protocol === 'https:');
};

function wholePage({ status, headers }: Response, page: string): Response {
	const body = Buffer.from(page);
	headers.delete('etag');
	headers.set('content-length', String(body.byteLength));
	return new Response(body, { status, headers });
}

/** What changes something comes from our own pages; the rest is refused before anything is read. */
export const fromOurPages: Handle = ({ event, resolve }) => {
	if (isOwnRequest(event.request, open().config.publicOrigin)) return resolve(event);
	error(403, { code: 'wrong_origin', message: sayError('wrong_origin') });
};

/** Opens a route to those its group names. Everyone else learns nothing about what is behind it. */
export const toThoseAllowed: Handle = ({ event, resolve }) => {
	const { actor } = event.locals.ctx;
	// No form of ours names this action, and Kit would take it for a fault of ours.
	if (event.url.searchParams.has('/default')) return nothingHere(event);
	if (event.route.id === null) return resolve(event);
	const access = accessOf(event.route.id);
	if (access !== null && mayOpen(actor, access)) return resolve(event);
	if (access !== null && actor.kind === 'nobody') return askToSignIn(event);
	return nothingHere(event);
};

const isForScripts = (event: RequestEvent): boolean =>
	event.isDataRequest || !event.request.headers.get('accept')?.includes('html');

/** Also when a form is sent after its login ended: signed in again, the person is back at its page. */
function askToSignIn(event: RequestEvent): Response {
	const location = `/sign-in?next=${encodeURIComponent(event.url.pathname)}`;
	// Kit's own way of sending forms by script follows a redirect only in this shape.
	if (event.request.headers.has('x-sveltekit-action'))
		return json({ type: 'redirect', status: 303, location });
	if (event.request.method !== 'GET' && isForScripts(event))
		error(401, { code: 'sign_in_first', message: sayError('sign_in_first') });
	return new Response(null, { status: 303, headers: { location } });
}

/**
 * The page that unknown and foreign things get: a public one that never finds anything. An error thrown
 * in a hook would get Kit's own bare page instead, which has no way out.
 */
async function nothingHere(event: RequestEvent): Promise<Response> {
	if (isForScripts(event)) error(404, { code: 'not_found', message: sayError('not_found') });
	return event.fetch('/g/0', { headers: { accept: 'text/html' } });
}

const zonePattern = /^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+){0,2}$/;
const knownZones = new Set(Intl.supportedValuesOf('timeZone'));

/** The zone the reader's browser told us in a cookie, when it is one. */
export function readerZone(event: RequestEvent): string | null {
	const zone = event.cookies.get('zone') ?? '';
	if (!zonePattern.test(zone) || zone.length > 64) return null;
	return knownZones.has(zone) || zone === 'UTC' ? zone : null;
}

/** The address main.ts found, which overwrites whatever the request claimed. */
export const addressOf = (event: RequestEvent): string =>
	event.request.headers.get('x-holdspace-address') ?? '0.0.0.0';
