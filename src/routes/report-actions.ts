import * as groups from '#lib/groups/server/groups.ts';
import {
	AnswerAppealInput,
	DecideReportInput,
	OpenAppealInput,
	OpenReportInput,
	PassInput,
	ReviewingInput
} from '#lib/safety/inputs.ts';
import * as safety from '#lib/safety/server/safety.ts';
import { formAction } from '#server/http/form.ts';
import type { RequestEvent } from '@sveltejs/kit';

/** Where a coordinator could offer somebody to go. */
const openGroups = async ({ locals: { ctx } }: Pick<RequestEvent, 'locals'>) =>
	(await groups.all(ctx))
		.filter(({ isClosed }) => !isClosed)
		.map(({ groupId, name }) => ({ groupId, name }));

/** What both pages of the queue show: of all groups, or of one. */
export async function reportsPage(
	event: Pick<RequestEvent, 'locals' | 'url'>,
	groupId: string | null
) {
	const { ctx, timeZone } = event.locals;
	const after = event.url.searchParams.get('after');
	return {
		page: await safety.reports(ctx, groupId, after),
		appeals: await safety.appeals(ctx, groupId),
		mine: await safety.myReviewing(ctx, groupId),
		groups: groupId === null ? await openGroups(event) : [],
		loads: groupId === null ? await safety.loads(ctx) : [],
		...{ after, now: ctx.now(), timeZone }
	};
}

/** What can be done there, of all groups or of the one in the address. */
export function reportActions(groupOf: (event: RequestEvent) => string | null) {
	return {
		open: (event: RequestEvent) =>
			formAction(event, OpenReportInput, async (input) => ({
				opened: await safety.openReport(event.locals.ctx, { ...input, groupId: groupOf(event) })
			})),
		decide: (event: RequestEvent) =>
			formAction(event, DecideReportInput, async (input) => {
				await safety.decideReport(event.locals.ctx, { ...input, groupId: groupOf(event) });
				return { done: true as const };
			}),
		pass: (event: RequestEvent) =>
			formAction(event, PassInput, async (input) => {
				await safety.passReport(event.locals.ctx, { ...input, groupId: groupOf(event) });
				return { passed: input.pass };
			}),
		choose: (event: RequestEvent) =>
			formAction(event, ReviewingInput, async (input) => {
				await safety.chooseReviewing(event.locals.ctx, { ...input, groupId: groupOf(event) });
				return { chosen: true as const };
			}),
		openAppeal: (event: RequestEvent) =>
			formAction(event, OpenAppealInput, async (input) => ({
				openedAppeal: await safety.openAppeal(event.locals.ctx, {
					...{ ...input, groupId: groupOf(event) }
				})
			})),
		answerAppeal: (event: RequestEvent) =>
			formAction(event, AnswerAppealInput, async (input) => {
				await safety.answerAppeal(event.locals.ctx, { ...input, groupId: groupOf(event) });
				return { done: true as const };
			})
	};
}
