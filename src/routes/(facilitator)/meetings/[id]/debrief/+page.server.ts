import * as groups from '#lib/groups/server/groups.ts';
import { DebriefInput, DoneInput, FollowUpInput, IncidentInput } from '#lib/meetings/debrief.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { formAction } from '#server/http/form.ts';
import { newId } from '#server/ids.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, params: { id } }) => {
	const debriefs = await meetings.debriefsOf(ctx, id);
	const meeting = await meetings.find(ctx, id);
	return {
		meeting,
		debriefs,
		followUps: await meetings.followUpsOf(ctx, id),
		people: await meetings.peopleOf(ctx, id),
		members: (await groups.people(ctx, meeting.groupId)).members,
		felt: await meetings.feltMeetings(ctx, meeting.groupId),
		once: { followUp: newId(), incident: newId() },
		now: ctx.now(),
		timeZone
	};
};

export const actions: Actions = {
	debrief: (event) =>
		formAction(event, DebriefInput, async (input) => {
			await meetings.writeDebrief(event.locals.ctx, event.params.id, input);
			return { done: 'debrief' as const };
		}),
	note: (event) =>
		formAction(event, FollowUpInput, async (input) => {
			await meetings.addFollowUp(event.locals.ctx, event.params.id, input);
			return { done: 'note' as const };
		}),
	finish: (event) =>
		formAction(event, DoneInput, async ({ followUpId }) => {
			await meetings.finishFollowUp(event.locals.ctx, event.params.id, followUpId);
			return { done: 'finish' as const };
		}),
	incident: (event) =>
		formAction(event, IncidentInput, async (input) => {
			await meetings.tellIncident(event.locals.ctx, event.params.id, input);
			return { done: 'incident' as const };
		})
};
