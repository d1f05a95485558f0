import { sql } from 'kysely';
import { after, second } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import type { Lately, Looking, SpaceChoices } from '../shares.ts';
import { openShare, openWords } from './boxes.ts';
import { coverOf, noChoices, openChoices } from './covers.ts';
import { belonging } from './reading.ts';

/** Of what is new no more is looked at than this. */
const LOOKED_AT = 20;
/** What was being written while a page was read may carry an earlier time than the page. */
const overlap = 10 * second;

interface Line {
	what: 'mine' | 'there' | 'share' | 'reply' | 'said';
	id: string;
	membership_id: string;
	box: Buffer | null;
	changed_at: Date | null;
}

/**
 * What has happened to a page that somebody has open: whether others wrote, said or changed something since it was
 * read, without what is left out or folded away for the reader, and which of its words are gone. Two statements,
 * whatever is there; words are in neither question nor answer.
 * @throws not_found for everybody who does not belong to the group now
 */
export async function lately(ctx: Ctx, groupId: string, page: Looking): Promise<Lately> {
	return inTransaction(ctx, async (tx) => {
		const here = await belonging(tx, groupId);
		const me = here.me.membershipId;
		const lines = await linesOf(tx, { groupId, me, page });
		const mine = lines.find(({ what }) => what === 'mine');
		const choices = mine?.box ? openChoices(here.keyOf(me), me, mine.box) : noChoices;
		const there = lines.filter(({ what }) => what === 'there');
		const open = new Set(
			there.filter((line) => here.keyOf(line.membership_id)).map(({ id }) => id)
		);
		const isTold = (line: Line): boolean =>
			line.membership_id !== me &&
			!choices.people.includes(line.membership_id) &&
			(line.what !== 'there' || isSince(line.changed_at, page.since)) &&
			!isLeftOut(choices, here.keyOf(line.membership_id), line);
		return {
			gone: page.shown.filter((id) => !open.has(id)),
			isNew: lines.some((line) => line.what !== 'mine' && isTold(line))
		};
	});
}

const isSince = (at: Date | null, since: Date): boolean => at !== null && at > since;

/** By what it is about, and only where that is left out. */
function isLeftOut(choices: SpaceChoices, key: Buffer | null, { what, id, box, ...line }: Line) {
	if (!box || choices.how !== 'hide') return false;
	const words =
		what === 'share' ? openShare(key, id, box) : { text: openWords(key, 'reply', id, box) };
	return coverOf(choices, { authorId: line.membership_id, ...words }) !== null;
}

async function linesOf(
	tx: Ctx,
	{ groupId, me, page }: { groupId: string; me: string; page: Looking }
): Promise<Line[]> {
	const { since, shown, list } = page;
	const from = after(since, -overlap);
	const listed = {
		all: sql`true`,
		calm: sql`kind in ('strategy', 'win')`,
		none: sql`false`
	}[list];
	const { rows } = await sql<Line>`
		with shown as materialized (
			select share_id, membership_id, edited_at from share
			where share_id = any(${shown}::uuid[]) and group_id = ${groupId}
		)
		select 'mine' as what, membership_id as id, membership_id, box, null::timestamptz as changed_at
		from space_choice where membership_id = ${me}
		union all
		select 'there', share_id, membership_id, null, edited_at from shown
		union all
		select 'there', reply_id, membership_id, null, edited_at from reply
		where reply_id = any(${shown}::uuid[]) and group_id = ${groupId}
		union all
		(select 'share', share_id, membership_id, box, null from share
			where group_id = ${groupId} and ${listed} and shared_at > ${from} and membership_id <> ${me}
				and share_id <> all(${shown}::uuid[])
			order by shared_at desc, share_id desc limit ${LOOKED_AT})
		union all
		(select 'reply', r.reply_id, r.membership_id, r.box, null from shown s join reply r using (share_id)
			where r.replied_at > ${from} and r.membership_id <> ${me} and r.reply_id <> all(${shown}::uuid[])
			order by r.replied_at desc limit ${LOOKED_AT})
		union all
		(select 'said', r.share_id, r.membership_id, null, null from shown s join response r using (share_id)
			where r.responded_at > ${since} and r.membership_id <> ${me} limit ${LOOKED_AT})`.execute(tx.db);
	return rows;
}
