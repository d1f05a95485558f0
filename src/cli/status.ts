import { existsSync, lstatSync } from 'node:fs';
import pg from 'pg';
import { readMigrations } from '#server/db/migrate.ts';
import { runningServer, withDatabase, type Command } from './command.ts';

export const status: Command = {
	name: 'status',
	says: 'Says what is here: which world, whether it runs, and how far its database is.',
	async run({ config, say }) {
		say(`World:     ${config.world === 'demo' ? 'the demonstration' : 'real'}`);
		say(`Data:      ${config.dataDir}`);
		say(`Key file:  ${existsSync(config.masterKeyFile) ? config.masterKeyFile : 'none yet'}`);
		const holder = await runningServer(config);
		say(
			`Server:    ${holder ? `process ${holder.pid}, ${config.publicOrigin}` : 'not running here'}`
		);
		const begun = config.databaseUrl !== undefined || isThere(config.databaseDir);
		if (!begun) return say('Database:  none yet; npm start makes it');
		say(`Database:  ${await withDatabase(config, ({ ownerUrl }) => describe(ownerUrl))}`);
	}
};

const isThere = (path: string) => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

async function describe(ownerUrl: string): Promise<string> {
	const client = new pg.Client({ connectionString: ownerUrl });
	await client.connect();
	try {
		const version = await client.query<{ server_version: string }>('show server_version');
		const known = await client.query<{ there: boolean }>(
			`select to_regclass('public.migration') is not null as there`
		);
		const done = known.rows[0]?.there ? await client.query('select 1 from migration') : undefined;
		const all = await readMigrations();
		return `PostgreSQL ${version.rows[0]?.server_version}, ${done?.rows.length ?? 0} of ${all.length} migrations`;
	} finally {
		await client.end();
	}
}
