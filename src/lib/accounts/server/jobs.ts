import { after, day } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { append } from '#server/events.ts';
import type { Job } from '#server/jobs.ts';
import { KeyGone } from '#server/keyring.ts';
import { rewrapKey } from './account-rows.ts';
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

/** Puts every living account's key under the newest key-encryption key, a hundred at a time. */
export async function rewrapAccountKeys(ctx: Ctx): Promise<void> {
	for (let last: string | undefined = firstId; last;) last = await rewrapSome(ctx, last);
}

const firstId = '00000000-0000-0000-0000-000000000000';

/** The next hundred accounts after `last`. Answers where it came to, undefined at the end. */
async function rewrapSome(ctx: Ctx, last: string): Promise<string | undefined> {
	return asSystem(ctx, 'accounts: keys move to the newest wrapping', async (tx) => {
		const rows = await tx.db
			.selectFrom('account')
			.select(['account_id', 'account_key', 'kek_id'])
			.where('account_id', '>', last)
			.where('ended_at', 'is', null)
			.where('kek_id', '!=', tx.keys.newestKek)
			.orderBy('account_id')
			.limit(100)
			.forUpdate()
			.execute();
		for (const { account_id, account_key, kek_id } of rows)
			if (account_key && kek_id) await rewrapUnlessGone(tx, { account_id, account_key, kek_id });
		return rows.at(-1)?.account_id;
	});
}

/** A key that nothing opens any more must not keep the others from moving. */
async function rewrapUnlessGone(tx: Ctx, row: Parameters<typeof rewrapKey>[1]): Promise<void> {
	try {
		await rewrapKey(tx, row);
	} catch (error) {
		if (!(error instanceof KeyGone)) throw error;
	}
}

export const jobs: readonly Job[] = [
	{ name: 'accounts.sweep-logins', cron: '* * * * *', run: sweepLogins },
	{ name: 'accounts.sweep-invitations', cron: '17 3 * * *', run: sweepInvitations },
	{ name: 'accounts.rewrap-keys', cron: '47 * * * *', run: rewrapAccountKeys }
];
