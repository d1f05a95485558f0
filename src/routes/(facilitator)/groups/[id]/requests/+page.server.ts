import { z } from 'zod';
import { DeclineInput, EndWaitInput, RemoveInput, RequestInput } from '#lib/groups/groups.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { NoteInput } from '#lib/meetings/at-door.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { formAction } from '#server/http/form.ts';
import { groupActions } from '../../../../group-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, params, url }) => ({
	group: await groups.people(ctx, params.id),
	requests: await groups.requests(ctx, params.id),
	waiting: await groups.waitingPeople(ctx, params.id),
	notes: await meetings.doorNotes(ctx, params.id),
	coming: await groups.comingMeetings(ctx, params.id),
	joinAt: new URL('/invited', url).href,
	now: ctx.now(),
	timeZone
});

const alias = z.string().max(40).default('');

export const actions: Actions = {
	...groupActions,
	approve: (event) =>
		formAction(event, RequestInput.extend({ alias }), async (input) => {
			const given = { ...input, groupId: event.params.id };
			const { status } = await groups.approve(event.locals.ctx, given);
			const done = status === 'member' ? ('approved' as const) : ('listed' as const);
			return { done, alias: input.alias };
		}),
	decline: (event) =>
		formAction(event, DeclineInput.extend({ alias }), async (input) => {
			await groups.decline(event.locals.ctx, { ...input, groupId: event.params.id });
			return { done: 'declined' as const, alias: input.alias };
		}),
	endWait: (event) =>
		formAction(event, EndWaitInput.extend({ alias }), async (input) => {
			await groups.endWait(event.locals.ctx, { ...input, groupId: event.params.id });
			return { done: 'let_go' as const, alias: input.alias };
		}),
	note: (event) =>
		formAction(event, NoteInput.and(z.object({ alias })), async ({ alias: about, ...note }) => {
			await meetings.noteForDoor(event.locals.ctx, { ...note, groupId: event.params.id });
			return {
				done: note.text === '' ? ('note_deleted' as const) : ('noted' as const),
				alias: about
			};
		}),
	remove: (event) =>
		formAction(event, RemoveInput.extend({ alias }), async (input) => {
			await groups.remove(event.locals.ctx, { ...input, groupId: event.params.id });
			return { done: 'removed' as const, alias: input.alias };
		})
};
