import { systemClock } from '#server/clock.ts';
import type { Config } from '#server/config.ts';
import { openPool } from '#server/db/pool.ts';
import { openKeyRing } from '#server/keyring.ts';

/** Makes the token that opens the set-up page once. Each start makes a new one until it was used. */
export async function setUpToken(config: Config, databaseUrl: string): Promise<string | undefined> {
	// Loaded only where nothing is set up, which is once in the life of an installation.
	const org = await import('#lib/org/server/org.ts');
	const pool = openPool(databaseUrl, { max: 1 });
	try {
		const begun = await org.beginSetUp({
			db: pool.db,
			actor: { kind: 'system', job: 'begin-set-up' },
			now: systemClock,
			keys: openKeyRing(config.masterKeyFile)
		});
		return begun?.token;
	} finally {
		await pool.close();
	}
}
