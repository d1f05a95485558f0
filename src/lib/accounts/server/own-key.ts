import { derive } from '#server/crypto.ts';
import { accountOf, type Ctx } from '#server/ctx.ts';
import { allow, signInFirst } from '#server/errors.ts';
import { KeyGone } from '#server/keyring.ts';
import { accountKeyOf } from './account-rows.ts';

/**
 * The key of what the person who asks keeps for themselves alone, one for each purpose. It is gone with their
 * account, and with it all that was kept under it.
 * @throws sign_in_first
 */
export async function ownKey(tx: Ctx, purpose: string): Promise<Buffer> {
	const accountId = accountOf(tx);
	const key = accountId ? await accountKeyOf(tx, accountId) : null;
	if (!key) throw signInFirst();
	return derive([key], `own:${purpose}`);
}

/**
 * The same for a job, of somebody who agreed that it opens what they kept; null once the key is gone.
 * For the system only.
 */
export async function ownKeyFor(
	system: Ctx,
	accountId: string,
	purpose: string
): Promise<Buffer | null> {
	allow(system.actor.kind === 'system');
	try {
		const key = await accountKeyOf(system, accountId);
		return key && derive([key], `own:${purpose}`);
	} catch (error) {
		// Restored from a backup that is older than its keys: nothing opens it any more.
		if (error instanceof KeyGone) return null;
		throw error;
	}
}
