import { DecideReportInput, OpenReportInput } from '#lib/safety/inputs.ts';
import * as safety from '#lib/safety/server/safety.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, params }) => ({
	groupId: params.id,
	reports: await safety.reports(ctx, params.id),
	now: ctx.now(),
	timeZone
});

export const actions: Actions = {
	open: (event) =>
		formAction(event, OpenReportInput, async (input) => {
			const given = { ...input, groupId: event.params.id };
			return { opened: await safety.openReport(event.locals.ctx, given) };
		}),
	decide: (event) =>
		formAction(event, DecideReportInput, async (input) => {
			await safety.decideReport(event.locals.ctx, { ...input, groupId: event.params.id });
			return { done: true as const };
		})
};
