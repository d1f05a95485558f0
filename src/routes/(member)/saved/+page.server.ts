import { redirect } from '@sveltejs/kit';
import { SaveInput } from '#lib/shares/own-words.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone } }) => ({
	saved: await shares.saved(ctx),
	now: ctx.now(),
	timeZone
});

export const actions: Actions = {
	save: (event) =>
		formAction(event, SaveInput, async ({ from, ...input }) => {
			await shares.save(event.locals.ctx, input);
			const { groupId, shareId } = input;
			redirect(303, from === 'share' ? `/groups/${groupId}/shares/${shareId}` : '/saved');
		})
};
