import {
	sequence,
	type Handle,
	type HandleServerError,
	type ServerInit
} from '@sveltejs/kit/hooks';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as directory from '#lib/directory/server/directory.ts';
import * as org from '#lib/org/server/org.ts';
import { UNATTENDED } from '#lib/shares/shares.ts';
import { nobody } from '#server/ctx.ts';
import { readLogin } from '#server/http/cookies.ts';
import { describe } from '#server/http/failure.ts';
import {
	addressOf,
	fromOurPages,
	readerZone,
	securely,
	toThoseAllowed
} from '#server/http/handle.ts';
import { contextFor } from '#server/http/runtime.ts';
import { answerSearchesDirectly } from './routes/direct.ts';

const alwaysOpen = /^\/(leave|\(public\)\/help)(\/|$)/;

/** Who is this? A login counts only with both of its cookies. */
const identify: Handle = async ({ event, resolve }) => {
	const ctx = contextFor(nobody);
	Object.assign(event.locals, { ctx, address: addressOf(event), timeZone: 'UTC' });
	try {
		const login = readLogin(event.cookies);
		const isSign = !event.request.headers.has(UNATTENDED);
		const known = login && (await accounts.identify(ctx.db, ctx.keys, login, ctx.now(), isSign));
		if (known) {
			const { unseen, ...account } = known;
			event.locals.ctx = contextFor({ kind: 'account', ...account });
			// What a form changes shows on the page that answers it.
			if (event.request.method === 'GET') event.locals.unseen = unseen;
		}
	} catch (error) {
		// Whoever leaves or needs help must get there, also while the database is away.
		if (!alwaysOpen.test(event.route.id ?? '')) throw error;
	}
	event.locals.timeZone =
		readerZone(event) ?? (await org.organisation(ctx).catch(() => null))?.timeZone ?? 'UTC';
	return resolve(event);
};

/** The index of the directory is built beside the first pages, before the first search. */
export const init: ServerInit = () => {
	directory.warm(contextFor(nobody));
	answerSearchesDirectly();
};
export const handle = sequence(securely, fromOurPages, identify, toThoseAllowed);
export const handleError: HandleServerError = describe;
