import { Temporal } from 'temporal-polyfill';
import * as groups from '#lib/groups/server/groups.ts';
import { NOTICES_KEPT } from '#lib/notices/notices.ts';
import * as notices from '#lib/notices/server/notices.ts';
import { after, day, minute } from '#server/clock.ts';
import { seal } from '#server/crypto.ts';
import { asSystem, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, invalid, notFound } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import type { Job } from '#server/jobs.ts';
import { accountKey, take } from '#server/limits.ts';
import { PARTS, SHOWN_AT_MOST, type Facilitator } from '../plans.ts';
import type { Part, Plan, ShowInput, Showing, Shown } from '../plans.ts';
import { filledUp, myself, plan } from './own.ts';
import { canShow } from './policy.ts';
import { bound, opened } from './shown-box.ts';

const pace = { what: 'plans.show', burst: 12, every: 5 * minute };

/**
 * Shows the chosen parts of my plan, as they stand now, to one facilitator of a group of mine until the end of
 * a day in my zone. Shown again to the same one, it takes the place of what was shown before.
 * @throws sign_in_first, too_many, not_found, invalid {until}, invalid {parts} when they are empty
 */
export async function show(ctx: Ctx, input: ShowInput, zone: string): Promise<void> {
	await take(ctx, pace, accountKey(ctx, myself(ctx)));
	const { groupId, facilitatorId } = input;
	await inTransaction(ctx, async (tx) => {
		const membershipId = await mayShow(tx, groupId, facilitatorId);
		const until = endOf(input.until, zone);
		if (until <= tx.now() || until > after(tx.now(), (SHOWN_AT_MOST + 1) * day))
			throw invalid({ until: 'date' });
		const chosen = chosenOf((await plan(tx)).plan, input.parts);
		if (Object.keys(chosen).length === 0) throw invalid({ parts: 'choose' });
		const key = (await groups.contentKeys(tx, groupId, [membershipId])).get(membershipId);
		if (!key) throw notFound();
		const shownId = newId(tx.now());
		const pair = { membership_id: membershipId, facilitator_id: facilitatorId };
		await tx.db
			.deleteFrom('plan_shown')
			.where((is) => is.and(pair))
			.execute();
		await tx.db
			.insertInto('plan_shown')
			.values({
				...{ shown_id: shownId, group_id: groupId, ...pair, shown_at: tx.now(), until },
				box: seal(key, bound(shownId), filledUp(JSON.stringify(chosen)))
			})
			// Sent twice at once: the other one stands.
			.onConflict((on) => on.doNothing())
			.execute();
		const there = await tx.db
			.selectFrom('plan_shown')
			.select('shown_id')
			.where((is) => is.and(pair))
			.executeTakeFirst();
		// One of the two left at this very moment.
		if (!there) throw notFound();
		if (there.shown_id === shownId) await tell(tx, { groupId, facilitatorId, shownId, until });
	});
}

/** My membership, from which I may show it to this facilitator. @throws not_found */
async function mayShow(tx: Ctx, groupId: string, facilitatorId: string): Promise<string> {
	const own = await groups.membershipIn(tx, groupId);
	const to = await tx.db
		.selectFrom('membership')
		.select(['membership_id', 'role', 'ended_at', 'only_meeting'])
		.where('membership_id', '=', facilitatorId)
		.where('group_id', '=', groupId)
		.executeTakeFirst();
	const mine = own && { ...own, isCurrent: true, onlyStepsIn: own.onlyMeeting !== null };
	const theirs = to && {
		...{ membershipId: to.membership_id, role: to.role },
		...{ isCurrent: to.ended_at === null, onlyStepsIn: to.only_meeting !== null }
	};
	allow(canShow(mine, theirs ?? null));
	return own!.membershipId;
}

/** The first moment after a day. */
const endOf = (date: string, zone: string): Date =>
	new Date(Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds);

/** The chosen parts that hold anything; strategies go with what helps. */
function chosenOf(whole: Plan, parts: readonly Part[]): Shown {
	const chosen: Shown = {};
	for (const part of PARTS) if (parts.includes(part) && whole[part]) chosen[part] = whole[part];
	if (parts.includes('helps') && whole.strategies.length > 0) chosen.strategies = whole.strategies;
	return chosen;
}

/** In words that are the same for everybody: that somebody wants to show them something. */
const tell = (
	tx: Ctx,
	given: { groupId: string; facilitatorId: string; shownId: string; until: Date }
): Promise<void> =>
	asSystem(tx, 'plans: a facilitator is told that something is shown to them', async (system) => {
		const { account_id: accountId } = await system.db
			.selectFrom('membership')
			.select('account_id')
			.where('membership_id', '=', given.facilitatorId)
			.executeTakeFirstOrThrow();
		const most = after(system.now(), NOTICES_KEPT * day);
		await notices.tell(system, [
			{
				...{ accountId, kind: 'shown_to_you', about: given.groupId },
				...{ once: `plan:${given.shownId}`, until: given.until < most ? given.until : most }
			}
		]);
	});

/** The facilitators of the groups where I belong, to whom I could show it. @throws sign_in_first */
export async function facilitators(ctx: Ctx): Promise<Facilitator[]> {
	const accountId = myself(ctx);
	return inTransaction(ctx, async (tx) => {
		const rows = await tx.db
			.selectFrom('membership as own')
			.innerJoin('membership as f', 'f.group_id', 'own.group_id')
			.innerJoin('peer_group as g', 'g.group_id', 'own.group_id')
			.select(['g.group_id', 'g.name', 'f.membership_id', 'f.alias'])
			.where('own.account_id', '=', accountId)
			.where('own.ended_at', 'is', null)
			.where('own.only_meeting', 'is', null)
			.where('f.role', '=', 'facilitator')
			.where('f.ended_at', 'is', null)
			.where('f.only_meeting', 'is', null)
			.where('f.account_id', '<>', accountId)
			.orderBy('g.name')
			.orderBy('f.alias')
			.execute();
		return rows.map((row) => ({
			...{ groupId: row.group_id, groupName: row.name },
			...{ facilitatorId: row.membership_id, alias: row.alias }
		}));
	});
}

/** To whom I show what, until when, and when they last opened it. @throws sign_in_first */
export async function showings(ctx: Ctx): Promise<Showing[]> {
	const accountId = myself(ctx);
	return inTransaction(ctx, async (tx) => {
		const rows = await tx.db
			.selectFrom('plan_shown as p')
			.innerJoin('membership as m', 'm.membership_id', 'p.membership_id')
			.innerJoin('membership as f', 'f.membership_id', 'p.facilitator_id')
			.select(['p.shown_id', 'p.group_id', 'p.membership_id', 'p.box', 'f.alias'])
			.select(['p.shown_at', 'p.until', 'p.seen_at'])
			.where('m.account_id', '=', accountId)
			.where('p.until', '>', tx.now())
			.orderBy('p.shown_at')
			.execute();
		const all: Showing[] = [];
		for (const row of rows) {
			const shown = await opened(tx, row);
			if (!shown) continue;
			all.push({
				...{ shownId: row.shown_id, groupId: row.group_id, alias: row.alias },
				parts: PARTS.filter((part) => shown[part] || (part === 'helps' && shown.strategies)),
				...{ shownAt: row.shown_at, until: row.until, seenAt: row.seen_at }
			});
		}
		return all;
	});
}

/** Shows it no more, at once. Again changes nothing. @throws sign_in_first */
export async function hide(ctx: Ctx, shownId: string): Promise<void> {
	const accountId = myself(ctx);
	await inTransaction(ctx, (tx) =>
		tx.db
			.deleteFrom('plan_shown')
			.where('shown_id', '=', shownId)
			.where('membership_id', 'in', (from) =>
				from.selectFrom('membership').select('membership_id').where('account_id', '=', accountId)
			)
			.execute()
	);
}

/** Deletes what is shown no more. */
export async function sweep(ctx: Ctx): Promise<void> {
	await asSystem(ctx, 'plans: what is shown no more is deleted', ({ db, now }) =>
		db.deleteFrom('plan_shown').where('until', '<=', now()).execute()
	);
}

export const jobs: readonly Job[] = [{ name: 'plans.sweep', cron: '41 * * * *', run: sweep }];
