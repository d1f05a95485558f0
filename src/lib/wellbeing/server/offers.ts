import { sql } from 'kysely';
import { accountOf, asSystem, type Ctx } from '#server/ctx.ts';
import { allow, signInFirst } from '#server/errors.ts';
import { isDue, meetingsFirst } from '../schedule.ts';
import type { Offer } from '../wellbeing.ts';
import { isSomebody } from './policy.ts';
import { presentOffer, standing, type StandingRow } from './present.ts';

/**
 * The groups in which I am offered the change rating at this moment: for the home page and for the end
 * of a meeting. Empty when nothing is due, for staff and for groups that were refused.
 */
export async function offers(ctx: Ctx): Promise<Offer[]> {
	allow(isSomebody(ctx.actor), signInFirst);
	const rows = await standings(ctx, accountOf(ctx)!);
	return rows.filter((row) => isDue(standing(row), ctx.now())).map(presentOffer);
}

/** Whether a meeting was held depends on who else came, which a member may not see. */
async function standings(ctx: Ctx, accountId: string): Promise<StandingRow[]> {
	return asSystem(ctx, 'wellbeing: how many held meetings a member came to', async (tx) => {
		const { rows } = await sql<StandingRow>`
			select m.membership_id, m.group_id, g.name as group_name, m.alias, m.joined_at,
				c.choice, c.chosen_at,
				(select ended_at from attended_meeting a where a.membership_id = m.membership_id
					order by ended_at offset ${meetingsFirst - 1} limit 1) as third_meeting_at,
				(select max(rated_at) from change_rating r where r.membership_id = m.membership_id)
					as answered_at
			from membership m
			join peer_group g using (group_id)
			left join rating_choice c using (membership_id)
			where m.account_id = ${accountId} and m.ended_at is null and m.role = 'member'
				and g.closed_at is null
			order by m.joined_at`.execute(tx.db);
		return rows;
	});
}
