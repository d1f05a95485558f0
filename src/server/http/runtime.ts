import { systemClock } from '../clock.ts';
import { readConfig, type Config } from '../config.ts';
import type { Actor, Ctx } from '../ctx.ts';
import { openPool, type Pool } from '../db/pool.ts';
import { openKeyRing, type KeyRing } from '../keyring.ts';
import { log } from '../log.ts';

interface Runtime {
	config: Config;
	pool: Pool;
	keys: KeyRing;
}

let runtime: Runtime | undefined;

/**
 * What the web surface holds for its lifetime, opened at the first request. The built bundle has its own
 * copy of every module, so it opens its own pool from the settings that main.ts resolved.
 */
export function open(): Runtime {
	if (runtime) return runtime;
	const config = readConfig();
	if (!config.databaseUrl) throw new Error('main.ts sets DATABASE_URL before it loads the pages');
	const pool = openPool(config.databaseUrl, {
		max: 16,
		onError: (error) =>
			log.warn({ err: error }, 'a database connection broke; the pool replaces it')
	});
	runtime = { config, pool, keys: openKeyRing(config.masterKeyFile) };
	// main.ts says so after the last answer and before it stops PostgreSQL.
	process.once('sveltekit:shutdown' as 'beforeExit', () => void close());
	return runtime;
}

/** The context of one request. */
export function contextFor(actor: Actor): Ctx {
	const { pool, keys } = open();
	return { db: pool.db, actor, now: systemClock, keys };
}

/** Closes the pool: when the process stops, after the last request. */
export async function close(): Promise<void> {
	const open = runtime;
	runtime = undefined;
	await open?.pool.close();
}
