import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { StepInInput } from '#lib/meetings/inputs.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, params }) => ({
	cover: await meetings.coverPage(ctx, params.id),
	now: ctx.now(),
	timeZone
});

export const actions: Actions = {
	yes: (event) =>
		formAction(event, StepInInput, async ({ alias }) => {
			await meetings.stepIn(event.locals.ctx, { meetingId: event.params.id, alias });
		}),
	back: (event) =>
		formAction(event, z.object({}), async () => {
			await meetings.stepBack(event.locals.ctx, { meetingId: event.params.id });
		}),
	goIn: (event) =>
		formAction(event, z.object({}), async () => {
			await meetings.goIn(event.locals.ctx, { meetingId: event.params.id });
			redirect(303, `/meetings/${event.params.id}`);
		})
};
