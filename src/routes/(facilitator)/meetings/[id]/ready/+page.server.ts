import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { RunOfShowInput, TEMPLATES } from '#lib/groups/groups.ts';
import { TemplateInput } from '#lib/meetings/inputs.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { formAction } from '#server/http/form.ts';
import { onCallDuring } from '../../../../on-call-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, params, url }) => {
	const meeting = await meetings.find(ctx, params.id);
	const ready = await meetings.readiness(ctx, params.id);
	const onCall = await onCallDuring(ctx, meeting);
	const saved = url.searchParams.has('saved');
	return { meeting, ready, onCall, saved, now: ctx.now(), timeZone };
};

export const actions: Actions = {
	plan: (event) =>
		formAction(event, RunOfShowInput, async ({ minutes: parts }) => {
			await meetings.planMeeting(event.locals.ctx, { meetingId: event.params.id, parts });
			redirect(303, '?saved#plan');
		}),
	template: (event) =>
		formAction(event, TemplateInput, async ({ template }) => {
			const parts = [...TEMPLATES[template]];
			await meetings.planMeeting(event.locals.ctx, { meetingId: event.params.id, parts });
			redirect(303, '?saved#plan');
		}),
	asGroup: (event) =>
		formAction(event, z.object({}), async () => {
			await meetings.planMeeting(event.locals.ctx, { meetingId: event.params.id, parts: null });
			redirect(303, '?saved#plan');
		})
};
