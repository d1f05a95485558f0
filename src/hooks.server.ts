import { sequence, type Handle, type HandleServerError } from '@sveltejs/kit/hooks';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as org from '#lib/org/server/org.ts';
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

/** Who is this? A login counts only with both of its cookies. */
const identify: Handle = async ({ event, resolve }) => {
	const asNobody = contextFor(nobody);
	const login = readLogin(event.cookies);
	const known =
		login && (await accounts.identify(asNobody.db, asNobody.keys, login, asNobody.now()));
	event.locals.ctx = known ? contextFor({ kind: 'account', ...known }) : asNobody;
	event.locals.address = addressOf(event);
	event.locals.timeZone =
		readerZone(event) ?? (await org.organisation(event.locals.ctx))?.timeZone ?? 'UTC';
	return resolve(event);
};

export const handle = sequence(securely, fromOurPages, identify, toThoseAllowed);
export const handleError: HandleServerError = describe;
