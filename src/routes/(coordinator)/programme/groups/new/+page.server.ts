import { redirect } from '@sveltejs/kit';
import * as directory from '#lib/directory/server/directory.ts';
import { NewGroupForm } from '#lib/groups/groups.ts';
import * as groups from '#lib/groups/server/groups.ts';
import * as org from '#lib/org/server/org.ts';
import { dayIn } from '#lib/words/times.ts';
import { formAction } from '#server/http/form.ts';
import { leadChoices } from '../leads.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone } }) => {
	const organisation = await org.organisation(ctx);
	const zone = organisation?.timeZone ?? timeZone;
	return {
		leads: await leadChoices(ctx),
		suggested: {
			...{ timeZone: zone, startsOn: dayIn(ctx.now(), zone) },
			language: organisation?.languages[0] ?? 'en'
		}
	};
};

export const actions: Actions = {
	default: (event) =>
		formAction(event, NewGroupForm, async (input) => {
			const { ctx } = event.locals;
			const where = await directory.townWhere(ctx, input.town);
			const { groupId } = await groups.create(ctx, { ...input, where });
			redirect(303, `/programme/groups/${groupId}`);
		})
};
