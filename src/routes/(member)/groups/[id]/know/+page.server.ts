import { KnowForm } from '#lib/safety/inputs.ts';
import * as safety from '#lib/safety/server/safety.ts';
import { formAction } from '#server/http/form.ts';
import { newId } from '#server/ids.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, params: { id } }) => ({
	...(await safety.met(ctx, id)),
	once: newId(ctx.now())
});

export const actions = {
	default: (event) =>
		formAction(event, KnowForm, async ({ who, ...said }) => {
			const groupId = event.params.id;
			const whom =
				who === '' ? { of: 'group' as const, id: '' } : { of: 'person' as const, id: who };
			const given = { ...said, ...whom, groupId, reason: 'knows_me' as const };
			return { receipt: await safety.reportThing(event.locals.ctx, given) };
		})
} satisfies Actions;
