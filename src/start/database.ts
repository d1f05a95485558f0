import { CannotStart } from '#server/cannot-start.ts';
import type { Config } from '#server/config.ts';
import { startEmbedded } from '#server/db/embedded.ts';
import { checkExternal } from '#server/db/external.ts';
import { migrate } from '#server/db/migrate.ts';
import type { Log } from '#server/log.ts';

export interface Database {
	/** For the app. */
	url: string;
	/** For migrations: the owner of the tables. */
	ownerUrl: string;
	/** Tells a server that starts in the meantime to wait. */
	announceStop(): void;
	stop(how?: 'cleanly' | 'now'): Promise<void>;
}

/** Starts or reaches PostgreSQL and brings it to this version. */
export async function openDatabase(
	config: Config,
	log: Log,
	say: (line: string) => void
): Promise<Database> {
	const database = await reach(config, log, say);
	try {
		const applied = await migrate(database.ownerUrl);
		if (applied.length > 0) log.info({ applied: applied.length }, 'Database brought up to date');
		return database;
	} catch (error) {
		await database.stop();
		throw error;
	}
}

async function reach(config: Config, log: Log, say: (line: string) => void): Promise<Database> {
	const { databaseUrl } = config;
	if (databaseUrl !== undefined) {
		await checkExternal(databaseUrl);
		return {
			url: databaseUrl,
			ownerUrl: databaseUrl,
			announceStop() {},
			stop: () => Promise.resolve()
		};
	}
	const embedded = await startEmbedded({ dataDir: config.dataDir, log }).catch((error: unknown) => {
		throw error instanceof CannotStart ? error : spaceOrUnknown(error);
	});
	if (embedded.fresh) say('The database has been created.');
	if (embedded.adopted) say('The database was still running after the last stop, and is used on.');
	return embedded;
}

function spaceOrUnknown(error: unknown): unknown {
	return (error as NodeJS.ErrnoException).code === 'ENOSPC'
		? new CannotStart('There is no space left on the disk for the database.', { cause: error })
		: error;
}
