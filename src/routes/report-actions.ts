import { DecideReportInput, OpenReportInput } from '#lib/safety/inputs.ts';
import * as safety from '#lib/safety/server/safety.ts';
import { formAction } from '#server/http/form.ts';
import type { RequestEvent } from '@sveltejs/kit';

/** What both pages of the queue show: of all groups, or of one. */
export async function reportsPage(
	event: Pick<RequestEvent, 'locals' | 'url'>,
	groupId: string | null
) {
	const { ctx, timeZone } = event.locals;
	const after = event.url.searchParams.get('after');
	return { page: await safety.reports(ctx, groupId, after), after, now: ctx.now(), timeZone };
}

export const open = (event: RequestEvent, groupId: string | null) =>
	formAction(event, OpenReportInput, async (input) => ({
		opened: await safety.openReport(event.locals.ctx, { ...input, groupId })
	}));

export const decide = (event: RequestEvent, groupId: string | null) =>
	formAction(event, DecideReportInput, async (input) => {
		await safety.decideReport(event.locals.ctx, { ...input, groupId });
		return { done: true as const };
	});
