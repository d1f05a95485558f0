import { redirect } from '@sveltejs/kit';
import { ApartInput } from '#lib/safety/apart.ts';
import * as safety from '#lib/safety/server/safety.ts';
import { notFound } from '#server/errors.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, params: { id }, url }) => {
	const { groupId, groupName, people } = await safety.met(ctx, id);
	const who = url.searchParams.get('who');
	const asked = people.find(({ membershipId }) => membershipId === who) ?? null;
	if (who !== null && asked === null) throw notFound();
	return { groupId, groupName, people, asked, isDone: url.searchParams.has('done') };
};

export const actions = {
	default: (event) =>
		formAction(event, ApartInput, async (input) => {
			const groupId = event.params.id;
			await safety.keepApart(event.locals.ctx, { ...input, groupId });
			redirect(303, `${event.url.pathname}?done`);
		})
} satisfies Actions;
