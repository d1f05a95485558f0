import { redirect } from '@sveltejs/kit';
import { SignUpInput } from '#lib/accounts/accounts.ts';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { canSignInAt } from '#server/http/can-sign-in.ts';
import { keepLogin } from '#server/http/cookies.ts';
import { formAction } from '#server/http/form.ts';
import { ownPath } from '#server/http/own-path.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const next = ownPath(url.searchParams.get('next'));
	if (locals.ctx.actor.kind === 'account') redirect(303, next);
	return { next, canSignIn: canSignInAt(url), offered: await accounts.suggest(locals.ctx) };
};

export const actions: Actions = {
	default: (event) =>
		formAction(event, SignUpInput, async (input) => {
			const { ctx, address } = event.locals;
			const { name, recoveryCodes, login } = await accounts.signUp(ctx, { ...input, address });
			keepLogin(event.cookies, login);
			return { card: { name, codes: recoveryCodes } };
		})
};
