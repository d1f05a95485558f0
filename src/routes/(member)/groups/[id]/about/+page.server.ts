import { redirect } from '@sveltejs/kit';
import { AcceptInput, AliasInput, LeaveInput } from '#lib/groups/groups.ts';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, params }) => ({
	about: await groups.about(ctx, params.id),
	erasedBy: accounts.erasedBy(ctx.now()),
	now: ctx.now(),
	timeZone
});

export const actions: Actions = {
	alias: (event) =>
		formAction(event, AliasInput, async ({ alias }) => {
			const groupId = event.params.id;
			return { changed: await groups.changeAlias(event.locals.ctx, { groupId, alias }) };
		}),
	accept: (event) =>
		formAction(event, AcceptInput, async (input) => {
			await groups.acceptAgreement(event.locals.ctx, { ...input, groupId: event.params.id });
			return { accepted: true };
		}),
	leave: (event) =>
		formAction(event, LeaveInput, async (input) => {
			await groups.leave(event.locals.ctx, { ...input, groupId: event.params.id });
			redirect(303, '/home');
		})
};
