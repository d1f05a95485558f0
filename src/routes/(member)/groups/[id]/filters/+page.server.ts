import { redirect } from '@sveltejs/kit';
import { ChooseTopicsInput, FoldInput } from '#lib/shares/inputs.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, params: { id: groupId }, url }) => {
	const who = url.searchParams.get('who');
	return {
		...(await shares.choices(ctx, groupId)),
		groupId,
		asked: who ? await shares.somebody(ctx, groupId, who) : null,
		isKept: url.searchParams.has('kept')
	};
};

const back = ({ url }: RequestEvent): never => redirect(303, `${url.pathname}?kept`);

export const actions: Actions = {
	topics: (event) =>
		formAction(event, ChooseTopicsInput, async (input) => {
			await shares.chooseTopics(event.locals.ctx, event.params.id, input);
			back(event);
		}),
	fold: (event) =>
		formAction(event, FoldInput, async (input) => {
			await shares.fold(event.locals.ctx, event.params.id, input);
			back(event);
		})
};
