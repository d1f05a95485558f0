import { redirect } from '@sveltejs/kit';
import * as shares from '#lib/shares/server/shares.ts';
import {
	EditReplyInput,
	EditShareInput,
	RemoveReplyInput,
	ReplyInput,
	RespondInput
} from '#lib/shares/inputs.ts';
import { withNudges } from '#lib/shares/nudges/inputs.ts';
import { formAction } from '#server/http/form.ts';
import { newId } from '#server/ids.ts';
import { z } from 'zod';
import { nudgedFirst } from '../../nudged.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx, timeZone } = locals;
	// What comes while this is read is new to the page.
	const now = ctx.now();
	const after = url.searchParams.get('after');
	const one = await shares.find(ctx, { groupId: params.id, shareId: params.share, after });
	const isSaved = await shares.isSaved(ctx, params.share);
	const quoted = url.searchParams.get('quote');
	return { one, isSaved, after, quoted, once: newId(), timeZone, now };
};

const placeOf = ({ params }: RequestEvent) => ({ groupId: params.id, shareId: params.share });
const back = (event: RequestEvent, hash = ''): never => redirect(303, event.url.pathname + hash);

export const actions: Actions = {
	reply: (event) =>
		formAction(event, withNudges(ReplyInput.omit({ shareId: true })), async (input) => {
			const nudged = await nudgedFirst(event, input, {
				kind: 'reply',
				parentNeed: input.parentNeed
			});
			if (nudged) return nudged;
			const { groupId, shareId } = placeOf(event);
			const { replyId } = await shares.reply(event.locals.ctx, groupId, { ...input, shareId });
			back(event, `#r-${replyId}`);
		}),
	respond: (event) =>
		formAction(event, RespondInput, async ({ said }) => {
			const { groupId, shareId } = placeOf(event);
			await shares.respond(event.locals.ctx, groupId, { shareId, ...said });
			back(event);
		}),
	edit: (event) =>
		formAction(event, withNudges(EditShareInput), async (input) => {
			const nudged = await nudgedFirst(event, input, { kind: 'share', need: input.need });
			if (nudged) return nudged;
			await shares.edit(event.locals.ctx, placeOf(event), input);
			back(event);
		}),
	remove: (event) =>
		formAction(event, z.object({}), async () => {
			await shares.remove(event.locals.ctx, placeOf(event));
			redirect(303, `/groups/${event.params.id}?gone`);
		}),
	editReply: (event) =>
		formAction(event, withNudges(EditReplyInput), async (input) => {
			const nudged = await nudgedFirst(event, input, {
				kind: 'reply',
				parentNeed: input.parentNeed
			});
			if (nudged) return nudged;
			await shares.editReply(event.locals.ctx, event.params.id, input);
			back(event, `#r-${input.replyId}`);
		}),
	removeReply: (event) =>
		formAction(event, RemoveReplyInput, async (input) => {
			await shares.removeReply(event.locals.ctx, event.params.id, input);
			back(event);
		})
};
