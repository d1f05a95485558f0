import { LIVE_PATH } from '#lib/meetings/protocol.ts';
import { systemClock } from '#server/clock.ts';
import type { Config } from '#server/config.ts';
import type { Ctx } from '#server/ctx.ts';
import { openPool } from '#server/db/pool.ts';
import { openKeyRing } from '#server/keyring.ts';
import type { Log } from '#server/log.ts';
import { readCast } from './players-file.ts';
import { Director } from './players/director.ts';

export interface PlayersOptions {
	/** As people type it; the players say that they come from there, as browsers do. */
	origin: string;
	databaseUrl: string;
	config: Config;
	log: Log;
	/** How many times faster than people; 1 but in tests. */
	speed?: number;
}

/**
 * Starts the invented people of the demonstration meeting. They sign in and connect as anyone does, only
 * from this machine, and stop with the process.
 */
export async function startPlayers(options: PlayersOptions): Promise<{ close(): Promise<void> }> {
	const { origin, databaseUrl, config, log, speed = 1 } = options;
	const cast = config.world === 'demo' ? readCast(config.dataDir) : null;
	if (!cast) return { close: () => Promise.resolve() };
	const pool = openPool(databaseUrl, { max: 2 });
	const system: Ctx = {
		...{ db: pool.db, keys: openKeyRing(config.masterKeyFile), now: systemClock },
		actor: { kind: 'system', job: 'demonstration' }
	};
	const address = `ws://${hostOf(config)}:${config.port}${LIVE_PATH}`;
	const director = new Director({ system, cast, log, stage: { address, origin, speed } });
	return {
		async close() {
			await director.close();
			await pool.close();
		}
	};
}

/** The server listens where the settings say; an IPv6 address stands in brackets. */
const hostOf = ({ host }: Config): string => (host.includes(':') ? `[${host}]` : host);
