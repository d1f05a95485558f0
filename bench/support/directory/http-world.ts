/** An installation with so many listings in its PostgreSQL, as the built server finds it when it starts. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor, Ctx } from '../../../src/server/ctx.ts';
import { startEmbedded } from '../../../src/server/db/embedded.ts';
import { migrate } from '../../../src/server/db/migrate.ts';
import { openPool } from '../../../src/server/db/pool.ts';
import { ensureKeyFile, openKeyRing } from '../../../src/server/keyring.ts';
import { openLog } from '../../../src/server/log.ts';
import { organisation } from '../../../test/support/organisation.ts';
import type { World } from '../../../test/support/world.ts';
import { readCities } from './cities.ts';
import { batches } from './listings.ts';
import { fill } from './store.ts';

export interface HttpWorld {
	/** What the server is started with. */
	env: Record<string, string>;
	close(): Promise<void>;
}

export async function openHttpWorld(many: number): Promise<HttpWorld> {
	const folder = await mkdtemp(join(tmpdir(), 'holdspace-bench-'));
	const log = openLog({ level: 'warn', format: 'json' });
	const database = await startEmbedded({ dataDir: folder, log });
	await migrate(database.ownerUrl);
	const keyFile = join(folder, 'keys.json');
	await ensureKeyFile(keyFile, new Date());
	await setUp(database.url, keyFile);
	await fill(database.ownerUrl, batches(many, readCities().pick), Date.now());
	return {
		env: {
			...{ PORT: '0', DATABASE_URL: database.ownerUrl, HOLDSPACE_DATA: folder },
			...{ HOLDSPACE_MASTER_KEY_FILE: keyFile, HOLDSPACE_SERVICES: 'web' }
		},
		async close() {
			await database.stop();
			await rm(folder, { recursive: true, force: true });
		}
	};
}

/** Pages and the API read the organisation; it is set up as an operator would. */
async function setUp(url: string, keyFile: string): Promise<void> {
	const { db, close } = openPool(url, { max: 2 });
	const [now, keys] = [() => new Date(), openKeyRing(keyFile)];
	const as = (actor: Actor): Ctx => ({ db, actor, now, keys });
	const system = as({ kind: 'system', job: 'bench' });
	const world: Pick<World, 'system' | 'nobody'> = { system, nobody: as({ kind: 'nobody' }) };
	await organisation(world as World, { timeZone: 'UTC' });
	await close();
}
