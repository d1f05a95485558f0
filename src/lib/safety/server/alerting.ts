import { sql } from 'kysely';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { open } from '#server/crypto.ts';
import { KeyGone } from '#server/keyring.ts';
import type { Mailer } from '#server/mail.ts';
import { say } from '#lib/words/words.ts';
import { after, minute } from '#server/clock.ts';
import { isOnCall, type Watch } from '../on-call.ts';
import { hoursOf } from './on-call.ts';

type Row = Parameters<typeof hoursOf>[0] & {
	address_box: Buffer;
	on_call_key: Buffer;
	kek_id: string;
	reached: boolean | null;
};

/** Who is on the roster at any time, by a channel that was tested, and still belongs to the staff. */
async function roster(
	ctx: Ctx,
	about: { meetingId: string; call: string } | null = null
): Promise<Row[]> {
	return asSystem(ctx, 'safety: who is on call', async ({ db }) => {
		const { rows } = await sql<Row>`
			select c.on_call_id, c.name, c.weekdays, c.from_time, c.until_time, c.time_zone, c.made_at,
				c.tested_at, c.address_box, c.on_call_key, c.kek_id, a.reached
			from on_call c left join on_call_alert a on a.on_call_id = c.on_call_id
				and a.meeting_id = ${about?.meetingId ?? null} and a.call_id = ${about?.call ?? null}
			where c.tested_at is not null and c.revoked_at is null
				and exists (select 1 from account_role r where r.account_id = c.account_id)`.execute(db);
		return rows;
	});
}

const onCallNow = async (ctx: Ctx, about?: { meetingId: string; call: string }): Promise<Row[]> =>
	(await roster(ctx, about)).filter((row) => isOnCall(hoursOf(row), ctx.now()));

function addressOf({ keys }: Ctx, row: Row): string | null {
	const bound = `on-call:${row.on_call_id}`;
	try {
		const key = keys.unwrap({ kekId: row.kek_id, wrapped: row.on_call_key }, bound);
		return open(key, bound, row.address_box).toString();
	} catch (error) {
		if (error instanceof KeyGone) return null;
		throw error;
	}
}

/** Whether anybody is on call now. Without mail nobody can be. */
export async function anybodyOnCall(ctx: Ctx, mail: Mailer | null): Promise<boolean> {
	return mail !== null && (await onCallNow(ctx)).length > 0;
}

/** Moments of a meeting that are looked at, in minutes. */
const step = 5;

/** Whether somebody is on call all through a meeting, as the roster stands; for whoever prepares it. */
export async function onCallDuring(
	ctx: Ctx,
	mail: Mailer | null,
	{ start, minutes }: { start: Date; minutes: number }
): Promise<Watch> {
	const rows = mail === null ? [] : await roster(ctx);
	const moments = Array.from({ length: Math.ceil(minutes / step) }, (_, i) =>
		after(start, i * step * minute)
	);
	const watched = moments.filter((at) => rows.some((row) => isOnCall(hoursOf(row), at)));
	if (watched.length === 0) return 'none';
	return watched.length === moments.length ? 'all' : 'some';
}

/**
 * Writes to everybody who is on call now that they are needed: not by whom, where or why. Each is written to
 * once about one call; who was not reached is tried again when asked again. Answers whether anybody was, and
 * null when there is somebody, and nobody could be written to.
 */
export async function alertOnCall(
	ctx: Ctx,
	mail: Mailer | null,
	{ meetingId, call }: { meetingId: string; call: string }
): Promise<boolean | null> {
	if (!mail) return false;
	const rows = await onCallNow(ctx, { meetingId, call });
	const all = await Promise.all(
		rows.map(async (row) => {
			if (row.reached) return true;
			const to = addressOf(ctx, row);
			const reached =
				to !== null &&
				(await mail.send({
					...{ to, subject: say('safety.on_call.mail.subject') },
					text: say('safety.on_call.mail')
				}));
			await asSystem(ctx, 'safety: somebody on call was written to', ({ db, now }) =>
				sql`
					insert into on_call_alert (on_call_id, call_id, meeting_id, reached, tried_at)
					values (${row.on_call_id}, ${call}, ${meetingId}, ${reached}, ${now()})
					on conflict (on_call_id, meeting_id, call_id) do update
						set reached = on_call_alert.reached or excluded.reached, tried_at = excluded.tried_at`.execute(db)
			);
			return reached;
		})
	);
	if (all.length === 0) return false;
	return all.includes(true) || null;
}
