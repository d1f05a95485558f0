import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from '#server/cannot-start.ts';
import { isLocal, type Config } from '#server/config.ts';

/**
 * Which world this start serves. A real one exists as soon as it was begun with `--empty`, or the
 * operator named a database; until then it is the demonstration, which keeps everything in a folder
 * of its own, so that it can never be mistaken for real data or stand in its way.
 * @throws {CannotStart} when the demonstration would be reachable from other machines
 */
export function chooseWorld(config: Config, { empty }: { empty: boolean }): Config {
	if (config.databaseUrl !== undefined || empty || exists(config.databaseDir)) {
		return { ...config, world: 'real' };
	}
	const dataDir = join(config.dataDir, 'demo');
	const real = 'to begin for real, use “npm start -- --empty”';
	if (!isLocal(config.host)) {
		throw new CannotStart(
			`The demonstration is for this machine only, and HOST is ${config.host}: leave HOST out, or ${real}.`
		);
	}
	if (!isLocal(new URL(config.publicOrigin).hostname)) {
		throw new CannotStart(
			`The demonstration is for this machine only, and PUBLIC_ORIGIN is ${config.publicOrigin}: leave it out, or ${real}.`
		);
	}
	return {
		...config,
		world: 'demo',
		dataDir,
		databaseDir: join(dataDir, 'postgres'),
		// Never the operator's own keys: the demonstration can be thrown away with all it holds.
		masterKeyFile: join(dataDir, 'keys.json')
	};
}

/** A link that leads nowhere counts: its database was moved, and must not be begun again. */
const exists = (path: string) => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** The settings as the web bundle and the worker read them again, decided and absolute. */
export function environmentOf(config: Config, databaseUrl: string): Record<string, string> {
	return {
		PORT: String(config.port),
		HOST: config.host,
		PUBLIC_ORIGIN: config.publicOrigin,
		DATABASE_URL: databaseUrl,
		HOLDSPACE_DATA: config.dataDir,
		HOLDSPACE_MASTER_KEY_FILE: config.masterKeyFile,
		HOLDSPACE_SERVICES: [...config.services].join(','),
		HOLDSPACE_WORLD: config.world
	};
}
