import { hashCode, newCode } from '#server/codes.ts';
import type { Ctx } from '#server/ctx.ts';
import { recoveryCodeCount } from '../accounts.ts';

const hash = (code: string): Buffer => hashCode('recovery', code);

/** Throws away all recovery codes of an account and answers five new ones, to be shown once. */
export async function replaceCodes(tx: Ctx, accountId: string): Promise<string[]> {
	await tx.db.deleteFrom('recovery_code').where('account_id', '=', accountId).execute();
	const codes = Array.from({ length: recoveryCodeCount }, newCode);
	await tx.db
		.insertInto('recovery_code')
		.values(
			codes.map((code) => ({ code_hash: hash(code), account_id: accountId, made_at: tx.now() }))
		)
		.execute();
	return codes;
}

/** Uses a code up. Answers whose it was, or null: unknown and used ones are alike. */
export async function useCode(tx: Ctx, code: string): Promise<string | null> {
	const row = await tx.db
		.deleteFrom('recovery_code')
		.where('code_hash', '=', hash(code))
		.returning('account_id')
		.executeTakeFirst();
	return row?.account_id ?? null;
}
