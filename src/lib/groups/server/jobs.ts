import { after, day } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import type { Job } from '#server/jobs.ts';
import { closedDays, requestDays } from '../vocabulary.ts';
import { missedDays } from '../waiting-list.ts';
import { produceMeetings } from './meetings-ahead.ts';
import { sayBoth } from './membership-rows.ts';
import { passSeatsOn, sayOfWait } from './seats.ts';
import { resumePlaces } from './suspending.ts';

/** Forgets requests and waits that ended long ago, and codes that can no longer be used. */
export async function forgetAnswered(ctx: Ctx): Promise<void> {
	await asSystem(ctx, 'groups: answered requests and old codes are forgotten', async ({ db }) => {
		await db
			.deleteFrom('join_request')
			.where('status', '!=', 'waiting')
			.where('decided_at', '<', after(ctx.now(), -requestDays * day))
			.execute();
		await db
			.deleteFrom('waiting')
			.where('ended_at', '<', after(ctx.now(), -requestDays * day))
			.execute();
		await db.deleteFrom('invitation').where('expires_at', '<', ctx.now()).execute();
	});
}

/** Ends the waiting of people who never came back after an offer that ran out. */
export async function endMissed(ctx: Ctx): Promise<void> {
	await asSystem(ctx, 'groups: places on a list that nobody answers for end', async (system) => {
		const ended = await system.db
			.updateTable('waiting')
			.set({ status: 'left', ended_at: ctx.now() })
			.where('status', '=', 'missed')
			.where('offered_until', '<', after(ctx.now(), -missedDays * day))
			.returning(['waiting_id', 'group_id', 'account_id'])
			.execute();
		for (const wait of ended) await sayOfWait(system, wait, 'wait_ended');
	});
}

/** Ends the memberships of groups that closed 30 days ago: until then members could still read. */
export async function emptyClosed(ctx: Ctx): Promise<void> {
	await asSystem(ctx, 'groups: closed groups are emptied', async (system) => {
		const ended = await system.db
			.updateTable('membership as m')
			.from('peer_group as g')
			.set({ ended_at: ctx.now(), ended_why: 'closed' })
			.whereRef('g.group_id', '=', 'm.group_id')
			.where('g.closed_at', '<', after(ctx.now(), -closedDays * day))
			.where('m.ended_at', 'is', null)
			.returning(['m.membership_id', 'm.group_id', 'm.account_id'])
			.execute();
		for (const row of ended) {
			const whose = { groupId: row.group_id, accountId: row.account_id };
			await sayBoth(system, { ...whose, membershipId: row.membership_id }, 'membership_ended');
		}
	});
}

export const jobs: readonly Job[] = [
	{
		name: 'groups.produce-meetings',
		cron: '5 * * * *',
		run: async (ctx) => void (await produceMeetings(ctx))
	},
	{ name: 'groups.pass-seats-on', cron: '* * * * *', run: (ctx) => passSeatsOn(ctx) },
	{ name: 'groups.resume-places', cron: '* * * * *', run: resumePlaces },
	{ name: 'groups.end-missed', cron: '21 3 * * *', run: endMissed },
	{ name: 'groups.forget-answered', cron: '27 3 * * *', run: forgetAnswered },
	{ name: 'groups.empty-closed', cron: '37 3 * * *', run: emptyClosed }
];
