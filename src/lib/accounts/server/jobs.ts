import { after, day } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { append } from '#server/events.ts';
import type { Job } from '#server/jobs.ts';
import { isAlive } from './logins.ts';

/** Days that a used or expired staff invitation is kept. */
const invitationsKept = 30;

/** Forgets logins past their time; sockets that were opened with one close. */
export async function sweepLogins(ctx: Ctx): Promise<void> {
	await asSystem(ctx, 'accounts: logins past their time', async (tx) => {
		const gone = await tx.db
			.deleteFrom('login')
			.where((is) => is.not(isAlive(ctx.now())))
			.returning(['login_id', 'account_id'])
			.execute();
		const inOrder = gone.sort((a, b) => a.account_id.localeCompare(b.account_id));
		for (const { account_id: id, login_id: loginId } of inOrder)
			await append(tx, { kind: 'account', id }, 'login_ended', { loginId });
	});
}

export async function sweepInvitations(ctx: Ctx): Promise<void> {
	await asSystem(ctx, 'accounts: old staff invitations', (tx) =>
		tx.db
			.deleteFrom('staff_invitation')
			.where('expires_at', '<', after(ctx.now(), -invitationsKept * day))
			.execute()
	);
}

export const jobs: readonly Job[] = [
	{ name: 'accounts.sweep-logins', cron: '* * * * *', run: sweepLogins },
	{ name: 'accounts.sweep-invitations', cron: '17 3 * * *', run: sweepInvitations }
];
