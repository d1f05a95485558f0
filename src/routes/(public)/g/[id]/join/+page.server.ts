import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { JoinForm } from '#lib/groups/groups.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
	const group = await groups.publicPage(ctx, params.id);
	if (ctx.actor.kind !== 'account')
		redirect(303, `/sign-up?next=${encodeURIComponent(url.pathname)}`);
	if (group.standing === 'member') redirect(303, `/groups/${group.groupId}`);
	if (group.standing === 'waiting' && group.entry !== 'request') redirect(303, '/home');
	return { group, offers: await groups.aliasSuggestions(ctx, params.id) };
};

/** What was typed so far, to be shown again beside other aliases; a code never is. */
const Typed = z.object({
	own: z.string().max(200).default(''),
	agree: z.string().max(3).optional(),
	adult: z.string().max(3).optional()
});

export const actions: Actions = {
	others: (event) => formAction(event, Typed, (values) => Promise.resolve({ values })),
	join: (event) =>
		formAction(event, JoinForm, async ({ own, alias, ...input }) => {
			const groupId = event.params.id;
			const chosen = { ...input, groupId, alias: own || alias };
			const joined = await groups.join(event.locals.ctx, chosen);
			redirect(303, joined.status === 'member' ? `/groups/${groupId}` : '/home');
		})
};
