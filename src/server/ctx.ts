import { CompiledQuery, type Kysely, type Transaction } from 'kysely';
import { CONTEXT } from './db/steps.ts';
import type { DB } from './db/schema.ts';
import type { KeyRing } from './keyring.ts';

export type StaffRole = 'facilitator' | 'coordinator';

/** Who asks. A role here is a role in the organisation; roles in a group are on the membership. */
export type Actor =
	| { kind: 'nobody' }
	| { kind: 'account'; accountId: string; loginId: string; roles: readonly StaffRole[] }
	| { kind: 'system'; job: string };

/** Everything an operation may touch. Built once per request, socket message, job or CLI call. */
export interface Ctx {
	db: Kysely<DB>;
	actor: Actor;
	now: () => Date;
	keys: KeyRing;
}

export const nobody: Actor = { kind: 'nobody' };

/** The account that asks; throws nothing, answers null for everybody else. */
export function accountOf(ctx: Ctx): string | null {
	return ctx.actor.kind === 'account' ? ctx.actor.accountId : null;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function scopeOf(actor: Actor): { scope: string; account: string } {
	if (actor.kind === 'system') return { scope: 'system', account: '' };
	if (actor.kind === 'nobody') return { scope: '', account: '' };
	if (!uuid.test(actor.accountId)) throw new Error('an account id is a uuid');
	return { scope: 'account', account: actor.accountId };
}

/**
 * Runs `work` in one transaction that row-level security ties to the actor. Inside another one it
 * joins it, so operations can call operations. `set_config(…, true)` ends with the transaction: a
 * pooled connection never carries one person's context to the next.
 */
export async function inTransaction<T>(ctx: Ctx, work: (tx: Ctx) => Promise<T>): Promise<T> {
	if (ctx.db.isTransaction) return work(ctx);
	const { scope, account } = scopeOf(ctx.actor);
	return ctx.db.transaction().execute(async (db: Transaction<DB>) => {
		await setContext(db, scope, account);
		return work({ ...ctx, db });
	});
}

/**
 * Does `work` as the system: it sees all rows. For sign-in, counting, keys and jobs only; every call
 * names its reason, and a test lists them. Inside a transaction the scope returns to the actor's after.
 */
export async function asSystem<T>(
	ctx: Ctx,
	job: string,
	work: (tx: Ctx) => Promise<T>
): Promise<T> {
	const system: Actor = { kind: 'system', job };
	if (!ctx.db.isTransaction) return inTransaction({ ...ctx, actor: system }, work);
	const { scope, account } = scopeOf(ctx.actor);
	await setContext(ctx.db, 'system', account);
	try {
		return await work({ ...ctx, actor: system });
	} finally {
		// After a failed statement the transaction only rolls back; setting anything would hide the cause.
		await setContext(ctx.db, scope, account).catch(() => {});
	}
}

async function setContext(db: Kysely<DB>, scope: string, account: string): Promise<void> {
	await db.executeQuery(CompiledQuery.raw(CONTEXT, [scope, account]));
}
