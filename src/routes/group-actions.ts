import type { RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { MeetingInput, MoveInput } from '#lib/groups/groups.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { formAction } from '#server/http/form.ts';

type InGroup = RequestEvent<{ id: string }>;

/** What facilitators and coordinators both may do, each on a page of their own. */
export const groupActions = {
	invite: (event: InGroup) =>
		formAction(event, z.object({}), async () => ({
			invited: await groups.inviteMember(event.locals.ctx, { groupId: event.params.id })
		})),
	move: (event: InGroup) =>
		formAction(event, MoveInput, async (input) => {
			await groups.moveMeeting(event.locals.ctx, { ...input, groupId: event.params.id });
			return { meeting: 'moved' as const };
		}),
	cancel: (event: InGroup) =>
		formAction(event, MeetingInput, async (input) => {
			await groups.cancelMeeting(event.locals.ctx, { ...input, groupId: event.params.id });
			return { meeting: 'cancelled' as const };
		}),
	restore: (event: InGroup) =>
		formAction(event, MeetingInput, async (input) => {
			await groups.restoreMeeting(event.locals.ctx, { ...input, groupId: event.params.id });
			return { meeting: 'restored' as const };
		})
};
