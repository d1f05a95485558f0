import { beginLogin } from '../../src/lib/accounts/server/logins.ts';
import { inTransaction, type Actor, type Ctx } from '../../src/server/ctx.ts';
import { openPool } from '../../src/server/db/pool.ts';
import { openKeyRing } from '../../src/server/keyring.ts';
import { gather, type Gathering } from '../../test/support/gathering.ts';
import type { World } from '../../test/support/world.ts';
import { openOwnDatabase } from './own-database.ts';

export interface BenchWorld {
	url: string;
	keyFile: string;
	folder: string;
	ownerUrl: string;
	/** As nobody in particular. */
	system: Ctx;
	/** PostgreSQL's process. */
	pid: () => number;
	gatherings: Gathering[];
	/** Both halves of everybody's login, by account. */
	logins: Map<string, { token: string; here: string }>;
	close(): Promise<void>;
}

/** A PostgreSQL of the benchmark's own, with so many groups of so many members about to meet. */
export async function openBenchWorld(rooms: number, members: number): Promise<BenchWorld> {
	const { url, keyFile, folder, ownerUrl, pid, close } = await openOwnDatabase(new Date());
	// A drill kills PostgreSQL, and the pool replaces what broke.
	const pool = openPool(url, { onError: () => {} });
	const keys = openKeyRing(keyFile);
	const now = () => new Date();
	const as = (actor: Actor): Ctx => ({ db: pool.db, actor, now, keys });
	const world: Pick<World, 'keys' | 'system' | 'asAccount'> & { clock: { now: () => Date } } = {
		...{ keys, clock: { now }, system: as({ kind: 'system', job: 'bench' }) },
		asAccount: (accountId) => as({ kind: 'account', accountId, loginId: accountId, roles: [] })
	};
	const aliases = Array.from({ length: members }, (_, i) => `Member ${i}`);
	const gatherings: Gathering[] = [];
	for (let room = 0; room < rooms; room++)
		gatherings.push(await gather(world as World, aliases, { startsIn: 1 }));
	const logins: BenchWorld['logins'] = new Map();
	await inTransaction(world.system, async (tx) => {
		for (const { people } of gatherings)
			for (const { accountId } of people.values())
				logins.set(accountId, await beginLogin(tx, accountId, false));
	});
	return {
		...{ url, keyFile, folder, ownerUrl, pid, gatherings, logins, system: world.system },
		async close() {
			await pool.close();
			await close();
		}
	};
}
