import { sql } from 'kysely';
import { accountOf, asSystem, type Ctx } from '#server/ctx.ts';
import { signInFirst } from '#server/errors.ts';
import { shownDeeds, type MyDeed } from '../audit.ts';

/** So many are shown; older ones are still in the record. */
const most = 50;

/**
 * What staff did that concerns me, in any group I ever belonged to, newest first: when, what, and whether by a
 * facilitator or a coordinator. Nothing of who had asked for it. @throws sign_in_first
 */
export async function aboutMe(ctx: Ctx): Promise<MyDeed[]> {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	return asSystem(ctx, 'audit: what concerns who asks', async ({ db }) => {
		const { rows } = await sql<Omit<MyDeed, 'groupName'> & { name: string | null }>`
			select a.at, a.kind, a.by_role as role, g.name
			from audit a left join peer_group g using (group_id)
			where a.about && array(select membership_id from membership where account_id = ${accountId})
				and a.kind = any(${[...shownDeeds]}::text[])
			order by a.seq desc limit ${most}`.execute(db);
		return rows.map(({ at, kind, role, name }) => ({ at, kind, role, groupName: name ?? '' }));
	});
}
