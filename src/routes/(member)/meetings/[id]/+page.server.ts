import { z } from 'zod';
import { NoteInput } from '#lib/meetings/at-door.ts';
import { AnswerInput, LeavingInput } from '#lib/meetings/inputs.ts';
import type { Phase } from '#lib/meetings/meetings.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { ctx, timeZone } = locals;
	const meeting = await meetings.find(ctx, params.id);
	const phase: Phase = meetings.phaseOf(ctx, meeting);
	const mayLead = phase !== 'now' || (await meetings.mayLead(ctx, params.id));
	const { agreement, limits } = await groups.publicPage(ctx, meeting.groupId);
	return {
		meeting,
		phase,
		ahead: phase === 'early' ? await meetings.ahead(ctx, params.id) : null,
		mayLead,
		ended: phase === 'over' ? await meetings.endOf(ctx, params.id) : null,
		agreement: agreement.items,
		limits: limits.text,
		ratings: await meetings.myRatings(ctx, params.id),
		timeZone,
		now: ctx.now(),
		// A meeting is one place to be in: no header, no footer, only the way out.
		bare: phase === 'now' && mayLead
	};
};

export const actions: Actions = {
	answer: (event) =>
		formAction(event, AnswerInput, async ({ answer }) => {
			await meetings.answer(event.locals.ctx, { meetingId: event.params.id, answer });
			return { answered: true };
		}),
	// Of the cockpit: who waits, and what is noted about them.
	door: (event) =>
		formAction(event, z.object({}), () => meetings.atDoor(event.locals.ctx, event.params.id)),
	note: (event) =>
		formAction(event, NoteInput, async (note) => {
			const { ctx } = event.locals;
			const { groupId } = await meetings.find(ctx, event.params.id);
			await meetings.noteForDoor(ctx, { ...note, groupId });
			return { noted: true };
		}),
	leaving: (event) =>
		formAction(event, LeavingInput, async ({ value }) => {
			if (value !== null) {
				await meetings.rate(event.locals.ctx, event.params.id, 'leaving', value);
			}
			return { kept: value };
		})
};
