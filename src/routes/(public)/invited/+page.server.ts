import { redirect } from '@sveltejs/kit';
import { CodeInput } from '#lib/groups/groups.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => ({
	isSignedIn: locals.ctx.actor.kind === 'account'
});

export const actions: Actions = {
	default: (event) =>
		formAction(event, CodeInput, async (input) => {
			const { groupId } = await groups.showCode(event.locals.ctx, input);
			redirect(303, `/g/${groupId}/join`);
		})
};
