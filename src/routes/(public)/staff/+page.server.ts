import { AcceptStaffInput } from '#lib/accounts/accounts.ts';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => ({
	isSignedIn: locals.ctx.actor.kind === 'account'
});

export const actions: Actions = {
	default: (event) =>
		formAction(event, AcceptStaffInput, async ({ code }) => {
			const { ctx, address } = event.locals;
			return { accepted: await accounts.acceptStaffInvitation(ctx, { code, address }) };
		})
};
