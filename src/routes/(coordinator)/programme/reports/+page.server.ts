import { DecideReportInput, OpenReportInput } from '#lib/safety/inputs.ts';
import * as safety from '#lib/safety/server/safety.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone } }) => ({
	reports: await safety.reports(ctx, null),
	now: ctx.now(),
	timeZone
});

export const actions: Actions = {
	open: (event) =>
		formAction(event, OpenReportInput, async (input) => {
			const given = { ...input, groupId: null };
			return { opened: await safety.openReport(event.locals.ctx, given) };
		}),
	decide: (event) =>
		formAction(event, DecideReportInput, async (input) => {
			await safety.decideReport(event.locals.ctx, { ...input, groupId: null });
			return { done: true as const };
		})
};
