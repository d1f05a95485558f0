import { minute } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { isAlive } from './logins.ts';

/**
 * Which of these logins still live, asked for all open sockets at once. Being in a meeting is a sign of the
 * person: it keeps the login from ending for idleness; its absolute end stays.
 */
export async function stillGood(
	ctx: Ctx,
	loginIds: readonly string[]
): Promise<ReadonlySet<string>> {
	if (loginIds.length === 0) return new Set();
	const now = ctx.now();
	return asSystem(ctx, 'accounts: logins of open sockets', async (tx) => {
		const rows = await tx.db
			.selectFrom('login')
			.select(['login_id', 'seen_at'])
			.where('login_id', 'in', [...loginIds])
			.where(isAlive(now))
			.execute();
		const unseen = rows.filter((row) => now.getTime() - row.seen_at.getTime() >= minute);
		if (unseen.length > 0) {
			await tx.db
				.updateTable('login')
				.set({ seen_at: now })
				.where(
					'login_id',
					'in',
					unseen.map((row) => row.login_id)
				)
				.where('seen_at', '<', now)
				.execute();
		}
		return new Set(rows.map((row) => row.login_id));
	});
}
