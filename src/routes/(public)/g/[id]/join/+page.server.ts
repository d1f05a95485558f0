import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { JoinForm } from '#lib/groups/groups.ts';
import * as groups from '#lib/groups/server/groups.ts';
import type { Ctx } from '#server/ctx.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

/** A full group is read again once offers that ran out have passed on: a seat may be free after all. */
async function readGroup(ctx: Ctx, groupId: string) {
	const group = await groups.publicPage(ctx, groupId);
	if (group.seats !== 'full') return group;
	await groups.passSeatsOn(ctx, [group.groupId]);
	return groups.publicPage(ctx, groupId);
}

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
	const group = await readGroup(ctx, params.id);
	if (ctx.actor.kind !== 'account')
		redirect(303, `/sign-up?next=${encodeURIComponent(url.pathname)}`);
	if (group.standing === 'member') redirect(303, `/groups/${group.groupId}`);
	if (group.standing === 'listed') redirect(303, '/home');
	const holdsCode = await groups.holdsCode(ctx, params.id);
	if (group.standing === 'waiting' && group.entry !== 'request' && !holdsCode)
		redirect(303, '/home');
	return {
		...{ group, holdsCode },
		offers: await groups.aliasSuggestions(ctx, params.id)
	};
};

/** What was typed so far, to be shown again beside other aliases; a code never is. */
const Typed = z.object({
	own: z.string().max(200).default(''),
	agree: z.string().max(3).optional()
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
