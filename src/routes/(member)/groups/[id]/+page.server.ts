import { redirect } from '@sveltejs/kit';
import * as groups from '#lib/groups/server/groups.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { DraftInput, LookingInput, RespondInput, ShareInput } from '#lib/shares/inputs.ts';
import { withNudges } from '#lib/shares/nudges/inputs.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { kinds } from '#lib/shares/shares.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { formAction } from '#server/http/form.ts';
import { isId, newId } from '#server/ids.ts';
import { z } from 'zod';
import type { Actions, PageServerLoad } from './$types';
import { nudgedFirst } from './nudged.ts';

export const load: PageServerLoad = async ({ locals, params: { id: groupId }, url }) => {
	const { ctx, timeZone } = locals;
	// What comes while this is read is new to the page.
	const now = ctx.now();
	const before = url.searchParams.get('before');
	const isCalm = url.searchParams.has('calm');
	const write = url.searchParams.get('write');
	return inTransaction(ctx, async (tx) => {
		const space = await shares
			.space(tx, { groupId, before, isCalm })
			.catch((error: unknown) => elsewhere(tx, groupId, error));
		const meeting = await meetings.next(tx, groupId);
		const isWriting = write !== null && space.can.share;
		const draft = isWriting ? await shares.draft(tx, groupId) : null;
		const kind = kinds.find((one) => one === write) ?? draft?.written.kind ?? 'share';
		return {
			...{ space, meeting, once: newId(), timeZone, now },
			...{ isWriting, draft, kind, isFirst: url.searchParams.has('first') },
			wasRemoved: url.searchParams.has('gone'),
			wasKept: url.searchParams.has('kept')
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
		formAction(event, withNudges(ShareInput), async (input) => {
			const groupId = event.params.id;
			const forFacilitators = [input.kind, input.audience].includes('facilitators');
			const { need } = input;
			const nudged = await nudgedFirst(event, input, { kind: 'share', need, forFacilitators });
			if (nudged) return nudged;
			const { shareId } = await shares.share(event.locals.ctx, groupId, input);
			redirect(303, `/groups/${groupId}#share-${shareId}`);
		}),
	keep: (event) =>
		formAction(event, DraftInput, async (draft) => {
			await shares.keepDraft(event.locals.ctx, event.params.id, draft);
			redirect(303, `/groups/${event.params.id}?kept`);
		}),
	dropDraft: (event) =>
		formAction(event, z.object({}), async () => {
			await shares.dropDraft(event.locals.ctx, event.params.id);
			redirect(303, `/groups/${event.params.id}?write#write`);
		}),
	/** For an open page, which sends no words and gets none. */
	lately: (event) =>
		formAction(event, LookingInput, (page) =>
			shares.lately(event.locals.ctx, event.params.id, page)
		),
	respond: (event) =>
		formAction(event, RespondInput, async ({ shareId, said }) => {
			const groupId = event.params.id;
			await shares.respond(event.locals.ctx, groupId, { shareId, ...said });
			redirect(303, `${event.url.pathname}${pageOf(event.url)}#share-${shareId}`);
		})
};

/** The page of the list somebody is on; the name of an action is left out. */
function pageOf(url: URL): string {
	const kept = ['before', 'calm'].filter((name) => url.searchParams.has(name));
	const page = new URLSearchParams(kept.map((name) => [name, url.searchParams.get(name) ?? '']));
	return page.size > 0 ? `?${page}` : '';
}
