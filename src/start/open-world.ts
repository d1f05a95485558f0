import { systemClock } from '#server/clock.ts';
import type { Config } from '#server/config.ts';
import type { Log } from '#server/log.ts';
import { openDatabase, type Database } from './database.ts';
import {
	clearDemonstration,
	rememberSignIns,
	rememberedSignIns,
	type SignIn
} from './demonstration.ts';
import { firstLook } from './first-look.ts';
import { environmentOf } from './world.ts';

export interface OpenedWorld {
	database: Database;
	isSetUp: boolean;
	/** Only the demonstration tells its sign-ins. */
	signIns?: SignIn[] | undefined;
}

interface Options {
	log: Log;
	say: (line: string) => void;
	/** Gets the database as soon as it runs, so that a stop in between ends it too. */
	parts: { database?: Database };
}

/** Opens the database of the chosen world, brings it to this version, and fills the demonstration. */
export async function openWorld(
	config: Config,
	{ log, say, parts }: Options
): Promise<OpenedWorld> {
	const open = async () => (parts.database = await openDatabase(config, log, say));
	const look = ({ ownerUrl }: Database) => firstLook(config, ownerUrl, systemClock());

	const remembered = config.world === 'demo' ? rememberedSignIns(config) : undefined;
	let database = await open();
	const { isSetUp } = await look(database);
	if (config.world === 'real' || (remembered && isSetUp)) {
		return { database, isSetUp, signIns: remembered };
	}

	if (isSetUp) {
		say('The demonstration was not loaded to its end, and begins again.');
		await database.stop();
		clearDemonstration(config);
		database = await open();
		await look(database);
	}
	const { loadDemo } = await import('../../db/demo/load.ts');
	say('Filling the demonstration with invented people, groups and meetings…');
	const { url: databaseUrl, ownerUrl } = database;
	Object.assign(process.env, environmentOf(config, databaseUrl));
	const { signIns } = await loadDemo({ ownerUrl, databaseUrl, config, log, say });
	rememberSignIns(config, signIns);
	return { database, isSetUp: true, signIns };
}
