import { sql } from 'kysely';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { isAlive } from './logins.ts';

/**
 * Which of these logins live no longer, asked for many open sockets at once and several times in a few
 * seconds: so only what changed is answered. Being in a meeting is a sign of the person: it keeps the login
 * from ending for idleness; its absolute end stays.
 */
export async function endedAmong(
	ctx: Ctx,
	loginIds: readonly string[]
): Promise<ReadonlySet<string>> {
	if (loginIds.length === 0) return new Set();
	const now = ctx.now();
	return asSystem(ctx, 'accounts: logins of open sockets', async (tx) => {
		const { rows } = await sql<{ login_id: string }>`
			with noted as (
				update login set seen_at = ${now}
				where login_id = any(${loginIds}::uuid[]) and seen_at <= ${now}::timestamptz - interval '1 minute'
					and ${isAlive(now)}
			)
			select asked.id as login_id from unnest(${loginIds}::uuid[]) as asked(id)
			where not exists (select from login where login_id = asked.id and ${isAlive(now)})`.execute(tx.db);
		return new Set(rows.map((row) => row.login_id));
	});
}
