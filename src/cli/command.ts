import { readConfig, type Config } from '#server/config.ts';
import { startEmbedded } from '#server/db/embedded.ts';
import { askHolder, type Holder } from '#server/db/embedded/claim.ts';
import { APP, OWNER, urlFor } from '#server/db/embedded/options.ts';
import { socketsOf } from '#server/db/embedded/place.ts';
import { checkExternal } from '#server/db/external.ts';
import { openLog } from '#server/log.ts';
import { chooseWorld } from '../start/world.ts';

export interface Command {
	name: string;
	/** One line for `--help`. */
	says: string;
	run(given: { config: Config; args: string[]; say: (line: string) => void }): Promise<void>;
}

export interface Reached {
	url: string;
	ownerUrl: string;
}

/** The settings of the world that `npm start` would serve now. */
export const configNow = (): Config => chooseWorld(readConfig(), { empty: false });

/** The server that uses this world's data folder, when one runs. */
export async function runningServer(config: Config): Promise<Holder | undefined> {
	const sockets = socketsOf(config.dataDir);
	return sockets ? askHolder(sockets) : undefined;
}

/** Works on the database, whether a server has it open or it must be started for this only. */
export async function withDatabase<Out>(
	config: Config,
	work: (reached: Reached) => Promise<Out>
): Promise<Out> {
	if (config.databaseUrl !== undefined) {
		await checkExternal(config.databaseUrl);
		return work({ url: config.databaseUrl, ownerUrl: config.databaseUrl });
	}
	const sockets = socketsOf(config.dataDir);
	if (sockets && (await askHolder(sockets))) {
		return work({ url: urlFor(APP, sockets), ownerUrl: urlFor(OWNER, sockets) });
	}
	const log = openLog({ level: 'warn', format: 'pretty' });
	const embedded = await startEmbedded({ dataDir: config.dataDir, log });
	try {
		return await work(embedded);
	} finally {
		await embedded.stop();
	}
}
