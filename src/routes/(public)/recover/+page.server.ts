import { RecoverInput } from '#lib/accounts/accounts.ts';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { canSignInAt } from '#server/http/can-sign-in.ts';
import { keepLogin } from '#server/http/cookies.ts';
import { formAction } from '#server/http/form.ts';
import { ownPath } from '#server/http/own-path.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({
	next: ownPath(url.searchParams.get('next')),
	canSignIn: canSignInAt(url),
	passphrase: accounts.suggestPassphrase()
});

export const actions: Actions = {
	default: (event) =>
		formAction(event, RecoverInput, async (input) => {
			const { ctx, address } = event.locals;
			const { name, recoveryCodes, login } = await accounts.recover(ctx, { ...input, address });
			keepLogin(event.cookies, login);
			return { card: { name, codes: recoveryCodes } };
		})
};
