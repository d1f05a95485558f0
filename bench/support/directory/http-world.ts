/** An installation with so many listings in its PostgreSQL, as the built server finds it when it starts. */
import type { Actor, Ctx } from '../../../src/server/ctx.ts';
import { openPool } from '../../../src/server/db/pool.ts';
import { openKeyRing } from '../../../src/server/keyring.ts';
import { organisation } from '../../../test/support/organisation.ts';
import type { World } from '../../../test/support/world.ts';
import { openOwnDatabase } from '../own-database.ts';
import { readCities } from './cities.ts';
import { batches } from './listings.ts';
import { fill } from './store.ts';

export interface HttpWorld {
	/** What the server is started with. */
	env: Record<string, string>;
	close(): Promise<void>;
}

export async function openHttpWorld(many: number): Promise<HttpWorld> {
	const { folder, url, ownerUrl, keyFile, close } = await openOwnDatabase(new Date());
	await setUp(url, keyFile);
	await fill(ownerUrl, batches(many, readCities().pick), Date.now());
	return {
		env: {
			...{ PORT: '0', DATABASE_URL: ownerUrl, HOLDSPACE_DATA: folder },
			...{ HOLDSPACE_MASTER_KEY_FILE: keyFile, HOLDSPACE_SERVICES: 'web' }
		},
		close
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
