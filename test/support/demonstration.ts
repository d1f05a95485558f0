import type { World } from './world.ts';
import { readConfig } from '#server/config.ts';
import { openLog } from '#server/log.ts';

/** What the process gives the demonstration, for a spec's own database. */
export const given = (world: World, dataDir: string) => ({
	ownerUrl: world.ownerUrl,
	databaseUrl: world.url,
	config: { ...readConfig({ HOLDSPACE_DATA: dataDir }), masterKeyFile: world.keyFile },
	log: openLog({ level: 'silent', format: 'json' })
});
