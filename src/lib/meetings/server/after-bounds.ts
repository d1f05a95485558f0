import { sql } from 'kysely';
import { minute } from '#server/clock.ts';
import { accountOf, asSystem, type Ctx } from '#server/ctx.ts';
import { conflict, signInFirst } from '#server/errors.ts';
import { accountKey, take } from '#server/limits.ts';
import { FOLLOW_UPS_MOST, INCIDENTS_MOST } from '../debrief.ts';
import { lockMeeting } from './answer-rows.ts';

/** Nobody types faster than this; a script that hangs does. */
const noting = { what: 'after-meeting', burst: 20, every: minute };

/** @throws sign_in_first, too_many */
export async function noteSlowly(ctx: Ctx): Promise<void> {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	await take(ctx, noting, accountKey(ctx, accountId));
}

const bounds = {
	follow_up: { most: FOLLOW_UPS_MOST, code: 'follow_ups_many', id: sql`follow_up_id` },
	incident: { most: INCIDENTS_MOST, code: 'incidents_many', id: sql`incident_id` }
} as const;

/**
 * Refuses one more than a meeting may have, also of two at once; the same sent again is not one more. To be
 * asked in the transaction that writes it. @throws follow_ups_many, incidents_many
 */
export async function refuseMany(
	tx: Ctx,
	what: keyof typeof bounds,
	{ meetingId, once }: { meetingId: string; once: string }
): Promise<void> {
	const { most, code, id } = bounds[what];
	await lockMeeting(tx, meetingId);
	const many = await asSystem(tx, 'meeting:after-bounds', async ({ db }) => {
		const { rows } = await sql<{ many: number }>`
			select count(*)::int as many from ${sql.table(what)}
			where meeting_id = ${meetingId} and ${id} <> ${once}`.execute(db);
		return rows[0]!.many;
	});
	if (many >= most) throw conflict(code);
}
