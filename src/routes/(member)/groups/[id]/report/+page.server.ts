import { ThingReportForm } from '#lib/safety/inputs.ts';
import * as safety from '#lib/safety/server/safety.ts';
import { formAction } from '#server/http/form.ts';
import { newId } from '#server/ids.ts';
import type { Actions, PageServerLoad } from './$types';

/** Which of the things in this group, from the address; ids alone. */
const named = ({ params, url }: { params: { id: string }; url: URL }) => ({
	groupId: params.id,
	of: url.searchParams.get('of') ?? 'group',
	id: url.searchParams.get('id') ?? ''
});

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => ({
	thing: await safety.thing(ctx, named({ params, url })),
	once: newId(ctx.now())
});

export const actions: Actions = {
	default: (event) =>
		formAction(event, ThingReportForm, async (input) => ({
			receipt: await safety.reportThing(event.locals.ctx, { ...input, ...named(event) })
		}))
};
