import { redirect } from '@sveltejs/kit';
import { SetUpInput, SetUpToken } from '#lib/org/org.ts';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as org from '#lib/org/server/org.ts';
import { zoneChoices } from '#lib/words/times.ts';
import { canSignInAt } from '#server/http/can-sign-in.ts';
import {
	forgetSetUpToken,
	keepLogin,
	keepSetUpToken,
	readSetUpToken
} from '#server/http/cookies.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

/** What the form offers is read only for somebody who has the token. */
export const load: PageServerLoad = async ({
	locals: { ctx, timeZone },
	url,
	cookies,
	request
}) => {
	if (request.method === 'GET' && (await org.isSetUp(ctx))) redirect(303, '/sign-in');
	const token = readSetUpToken(cookies);
	const canSignIn = canSignInAt(url);
	if (!token || !(await org.opensSetUp(ctx, token))) return { canSignIn, choices: null };
	const zones = zoneChoices(org.timeZones());
	const choices = {
		...{ zones, timeZone, countries: org.countries(), languages: org.languages() },
		...{ leaveSites: org.allowedLeaveSites, offered: await accounts.suggest(ctx) }
	};
	return { canSignIn, choices };
};

export const actions: Actions = {
	open: (event) =>
		formAction(event, SetUpToken, async ({ token }) => {
			const { ctx, address } = event.locals;
			await org.openSetUp(ctx, { token, address });
			keepSetUpToken(event.cookies, token);
			redirect(303, '/set-up');
		}),
	begin: (event) =>
		formAction(event, SetUpInput, async (input) => {
			const { ctx, address } = event.locals;
			const token = readSetUpToken(event.cookies) ?? '';
			const { name, recoveryCodes, login } = await org.setUp(ctx, { ...input, token, address });
			forgetSetUpToken(event.cookies);
			keepLogin(event.cookies, login);
			return { card: { name, codes: recoveryCodes } };
		})
};
