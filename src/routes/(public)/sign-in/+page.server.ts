import { redirect } from '@sveltejs/kit';
import { SignInInput } from '#lib/accounts/accounts.ts';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { canSignInAt } from '#server/http/can-sign-in.ts';
import { keepLogin } from '#server/http/cookies.ts';
import { formAction } from '#server/http/form.ts';
import { ownPath } from '#server/http/own-path.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	const next = ownPath(url.searchParams.get('next'));
	if (locals.ctx.actor.kind === 'account') redirect(303, next);
	return { next, canSignIn: canSignInAt(url) };
};

export const actions: Actions = {
	default: (event) =>
		formAction(event, SignInInput, async (input) => {
			const { ctx, address } = event.locals;
			const login = await accounts.signIn(ctx, { ...input, address });
			keepLogin(event.cookies, login);
			redirect(303, ownPath(event.url.searchParams.get('next')));
		})
};
