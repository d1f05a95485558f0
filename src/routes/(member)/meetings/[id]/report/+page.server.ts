import * as meetings from '#lib/meetings/server/meetings.ts';
import { ReportForm } from '#lib/safety/inputs.ts';
import * as safety from '#lib/safety/server/safety.ts';
import { formAction } from '#server/http/form.ts';
import { newId } from '#server/ids.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
	const { isFormer } = await meetings.reporterIn(ctx, params.id);
	return { back: isFormer ? '/home' : `/meetings/${params.id}`, once: newId(ctx.now()) };
};

export const actions: Actions = {
	default: (event) =>
		formAction(event, ReportForm, async (input) => {
			const given = { ...input, meetingId: event.params.id };
			return { receipt: await safety.reportFromRoom(event.locals.ctx, given) };
		})
};
