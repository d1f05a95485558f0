import type { Config } from '#server/config.ts';
import type { Ctx } from '#server/ctx.ts';
import { systemClock } from '#server/clock.ts';
import { openPool } from '#server/db/pool.ts';
import { openKeyRing } from '#server/keyring.ts';
import { moduleIfPresent } from './module-if-present.ts';

interface Org {
	/** A one-time token for the set-up page; null when an organisation exists. */
	beginSetUp(ctx: Ctx): Promise<{ token: string } | null>;
}

/** Makes the token that opens the set-up page once. Each start makes a new one until it was used. */
export async function setUpToken(config: Config, databaseUrl: string): Promise<string | undefined> {
	const org = await moduleIfPresent<Org>(new URL('../lib/org/server/org.ts', import.meta.url));
	if (!org) return undefined;
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
