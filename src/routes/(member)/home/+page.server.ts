import { redirect } from '@sveltejs/kit';
import { FollowInput, LetGoInput, RequestInput, WaitingInput } from '#lib/groups/groups.ts';
import * as groups from '#lib/groups/server/groups.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { SeenInput } from '#lib/notices/notices.ts';
import * as notices from '#lib/notices/server/notices.ts';
import * as wellbeing from '#lib/wellbeing/server/wellbeing.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, request, url }) => {
	const own = {
		...(await groups.mine(ctx)),
		waits: await groups.waits(ctx),
		followed: await groups.followed(ctx),
		notices: await notices.mine(ctx),
		covers: await meetings.myCovers(ctx)
	};
	// Who runs the programme and belongs to no group has their work elsewhere; here they would find nothing.
	const isEmpty = Object.values(own).every((list) => list.length === 0);
	const roles = ctx.actor.kind === 'account' ? ctx.actor.roles : [];
	const isCoordinator = roles.includes('coordinator');
	if (isEmpty && isCoordinator && request.method === 'GET') redirect(303, '/programme');
	return {
		...own,
		page: pageOf(url.searchParams.get('notices')),
		meetings: await meetings.mine(ctx, 4),
		offers: await wellbeing.offers(ctx),
		tasks: await meetings.afterTasks(ctx),
		isStaff: roles.length > 0,
		now: ctx.now(),
		timeZone
	};
};

/** Which page of the notices; anything else than a number is the first. */
const pageOf = (asked: string | null): number => Math.max(1, Math.trunc(Number(asked)) || 1);

export const actions: Actions = {
	noticed: (event) =>
		formAction(event, SeenInput, async (input) => {
			await notices.see(event.locals.ctx, input);
			return { noticed: true };
		}),
	withdraw: (event) =>
		formAction(event, RequestInput, async (input) => {
			await groups.withdraw(event.locals.ctx, input);
			return { withdrawn: true };
		}),
	take: (event) =>
		formAction(event, WaitingInput, async (input) => {
			const { groupId } = await groups.takeOffer(event.locals.ctx, input);
			redirect(303, `/groups/${groupId}`);
		}),
	letGo: (event) =>
		formAction(event, LetGoInput, async ({ waitingId, stay }) => {
			await groups.letOfferGo(event.locals.ctx, { waitingId, stay: stay ? 'yes' : 'no' });
			return { list: 'let_go' as const };
		}),
	stay: (event) =>
		formAction(event, WaitingInput, async (input) => {
			await groups.stayOnList(event.locals.ctx, input);
			return { list: 'stayed' as const };
		}),
	leave: (event) =>
		formAction(event, WaitingInput, async (input) => {
			await groups.leaveList(event.locals.ctx, input);
			return { list: 'left' as const };
		}),
	seen: (event) =>
		formAction(event, FollowInput, async (input) => {
			await groups.seenTimes(event.locals.ctx, input);
			return { seen: true };
		}),
	unfollow: (event) =>
		formAction(event, FollowInput, async (input) => {
			await groups.unfollow(event.locals.ctx, input);
			return { unfollowed: true };
		})
};
