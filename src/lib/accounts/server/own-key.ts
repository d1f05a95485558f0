import { derive } from '#server/crypto.ts';
import { accountOf, type Ctx } from '#server/ctx.ts';
import { signInFirst } from '#server/errors.ts';
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
