import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '#server/config.ts';
import { removeDatabase } from '#server/db/embedded/place.ts';
import type { Log } from '#server/log.ts';

export interface SignIn {
	who: string;
	name: string;
	passphrase: string;
}

/** A meeting of the demonstration that whoever looks at it can walk into. */
export interface MeetsSoon {
	group: string;
	at: Date;
}

/** What the demo world's loader is given and gives back. */
export type LoadDemo = (given: {
	ownerUrl: string;
	databaseUrl: string;
	config: Config;
	log: Log;
	/** Tells whoever waits how far it is. */
	say?: (line: string) => void;
}) => Promise<{ signIns: SignIn[] }>;

const fileIn = (config: Config) => join(config.dataDir, 'sign-ins.json');

/** Written last, so its absence says that the demonstration was never loaded to the end. */
export function rememberedSignIns(config: Config): SignIn[] | undefined {
	if (!existsSync(fileIn(config))) return undefined;
	return JSON.parse(readFileSync(fileIn(config), 'utf8')) as SignIn[];
}

export function rememberSignIns(config: Config, signIns: SignIn[]): void {
	const half = `${fileIn(config)}.new`;
	writeFileSync(half, JSON.stringify(signIns, null, '\t'), { mode: 0o600 });
	renameSync(half, fileIn(config));
}

/** Throws a half-loaded demonstration away; loading begins again from nothing. */
export function clearDemonstration(config: Config): void {
	if (config.world !== 'demo') throw new Error('only the demonstration may be thrown away');
	removeDatabase(config.dataDir);
	rmSync(config.dataDir, { recursive: true, force: true });
}

/** Which group meets soon; undefined in the real world, and when it cannot be told. */
export async function meetingSoon(
	config: Config,
	databaseUrl: string,
	log: Log
): Promise<MeetsSoon | undefined> {
	if (config.world !== 'demo' || !config.services.has('gateway')) return undefined;
	try {
		const { meetsSoon } = await import('../../db/demo/meets-soon.ts');
		return (await meetsSoon({ config, databaseUrl })) ?? undefined;
	} catch (error) {
		// A line less on the screen; nothing else depends on it.
		log.warn({ err: error }, 'The next meeting of the demonstration could not be read');
		return undefined;
	}
}

/** Lets the invented people come to the demonstration's meeting; nobody comes to a real one. */
export async function invitePlayers(
	config: Config,
	databaseUrl: string,
	log: Log
): Promise<{ close(): Promise<void> } | undefined> {
	if (config.world !== 'demo' || !config.services.has('gateway')) return undefined;
	const { startPlayers } = await import('../../db/demo/players.ts');
	return startPlayers({ origin: config.publicOrigin, databaseUrl, config, log });
}
