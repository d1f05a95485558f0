import { redirect } from '@sveltejs/kit';
import * as groups from '#lib/groups/server/groups.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { RespondInput, ShareInput } from '#lib/shares/inputs.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { formAction } from '#server/http/form.ts';
import { isId, newId } from '#server/ids.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { id: groupId }, url }) => {
	const { ctx, timeZone } = locals;
	const before = url.searchParams.get('before');
	return inTransaction(ctx, async (tx) => {
		const space = await shares
			.space(tx, { groupId, before })
			.catch((error: unknown) => elsewhere(tx, groupId, error));
		const [meeting = null] = await meetings.upcoming(tx, groupId, 1);
		const ahead = meeting && (await meetings.ahead(tx, meeting.meetingId));
		return {
			...{ space, meeting, ahead, once: newId(), timeZone, now: ctx.now() },
			isWriting: url.searchParams.has('write') && space.can.share,
			wasRemoved: url.searchParams.has('gone')
		};
	});
};

/** Whoever steps in has no place in the group's space, only in one meeting: links back lead there. */
async function elsewhere(tx: Ctx, groupId: string, error: unknown): Promise<never> {
	const only = isId(groupId) && (await groups.membershipIn(tx, groupId))?.onlyMeeting;
	if (only) redirect(303, `/meetings/${only}`);
	throw error;
}

export const actions: Actions = {
	share: (event) =>
		formAction(event, ShareInput, async (input) => {
			const groupId = event.params.id;
			const { shareId } = await shares.share(event.locals.ctx, groupId, input);
			redirect(303, `/groups/${groupId}#share-${shareId}`);
		}),
	respond: (event) =>
		formAction(event, RespondInput, async ({ shareId, said }) => {
			const groupId = event.params.id;
			await shares.respond(event.locals.ctx, groupId, { shareId, ...said });
			redirect(303, `${event.url.pathname}${pageOf(event.url)}#share-${shareId}`);
		})
};

/** The page of the list somebody is on; the name of an action is left out. */
function pageOf(url: URL): string {
	const before = url.searchParams.get('before');
	return before ? `?before=${encodeURIComponent(before)}` : '';
}
