import { z } from 'zod';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { strategyOf } from '#lib/coping/coping.ts';
import * as coping from '#lib/coping/server/coping.ts';
import { AfterInput } from '#lib/meetings/feedback.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

const PracticeInput = z.object({ practice: z.string().max(60) });

const nameOf = (practice: string) => strategyOf(practice)?.title ?? practice;

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, params: { id } }) => {
	const meeting = await meetings.find(ctx, id);
	const own = await meetings.myRatings(ctx, id);
	const coming = await meetings.upcoming(ctx, meeting.groupId, 2);
	return {
		meeting,
		phase: await meetings.feedbackPhase(ctx, id),
		own,
		// Named here: the browser need not load every strategy for the names of one or two.
		felt: Object.entries(own.practices).map(([practice, felt]) => ({
			...felt,
			name: nameOf(practice)
		})),
		erasedBy: accounts.erasedBy(ctx.now()),
		practices: (await meetings.practicesOf(ctx, id)).map(({ practice, isKept }) => ({
			...{ practice, isKept, name: nameOf(practice) }
		})),
		next: coming.find(({ meetingId }) => meetingId !== id) ?? null,
		now: ctx.now(),
		timeZone
	};
};

export const actions: Actions = {
	say: (event) =>
		formAction(event, AfterInput, async ({ leaving, ...feedback }) => {
			const { ctx } = event.locals;
			const { id } = event.params;
			if (leaving !== null) await meetings.rate(ctx, id, 'leaving', leaving);
			const isSilent = Object.values(feedback).every((value) => value === null);
			const how = isSilent ? 'empty' : await meetings.giveFeedback(ctx, id, feedback);
			return { how, leavingKept: leaving !== null };
		}),
	keep: (event) =>
		formAction(event, PracticeInput, async ({ practice }) => {
			await meetings.keepPractice(event.locals.ctx, event.params.id, practice);
			return { practice };
		}),
	forget: (event) =>
		formAction(event, z.object({}), async () => {
			await meetings.forgetRatings(event.locals.ctx, event.params.id);
			return { forgotten: true };
		}),
	drop: (event) =>
		formAction(event, PracticeInput, async ({ practice }) => {
			await meetings.find(event.locals.ctx, event.params.id);
			await coping.drop(event.locals.ctx, practice);
			return { practice };
		})
};
