import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Actor, Ctx } from '../../src/server/ctx.ts';
import { startEmbedded } from '../../src/server/db/embedded.ts';
import { migrate } from '../../src/server/db/migrate.ts';
import { openPool } from '../../src/server/db/pool.ts';
import { newId } from '../../src/server/ids.ts';
import { ensureKeyFile, openKeyRing } from '../../src/server/keyring.ts';
import { openLog } from '../../src/server/log.ts';
import { fixedClock, type World } from './world.ts';

/** A world with a PostgreSQL of its own, which a test may stop and start. */
export interface OwnWorld extends World {
	stopDatabase(): Promise<void>;
	startDatabase(): Promise<void>;
}

/** Call once at the top of a spec file. Closes itself, and leaves nothing. */
export async function openOwnWorld(): Promise<OwnWorld> {
	const folder = await mkdtemp(join(tmpdir(), 'holdspace-test-'));
	const log = openLog({ level: 'silent', format: 'json' });
	let running: Awaited<ReturnType<typeof startEmbedded>> | null = null;
	const start = async () => (running = await startEmbedded({ dataDir: folder, log }));
	const { url, ownerUrl } = await start();
	await migrate(ownerUrl);
	const clock = fixedClock();
	const keyFile = join(folder, 'keys.json');
	await ensureKeyFile(keyFile, clock.now());
	const keys = openKeyRing(keyFile);
	const pool = openPool(url);
	const stop = async () => {
		await running?.stop('now');
		running = null;
	};
	afterAll(async () => {
		await pool.close();
		await stop();
		await rm(folder, { recursive: true, force: true });
	});
	const as = (actor: Actor): Ctx => ({ db: pool.db, actor, now: clock.now, keys });
	return {
		...{ db: pool.db, url, ownerUrl, keys, keyFile, clock, as },
		asAccount: (accountId, ...roles) => as({ kind: 'account', accountId, loginId: newId(), roles }),
		nobody: as({ kind: 'nobody' }),
		system: as({ kind: 'system', job: 'test' }),
		stopDatabase: stop,
		startDatabase: async () => void (await start())
	};
}
