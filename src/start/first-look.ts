import { existsSync } from 'node:fs';
import pg from 'pg';
import { CannotStart } from '#server/cannot-start.ts';
import type { Config } from '#server/config.ts';
import { ensureKeyFile } from '#server/keyring.ts';

/**
 * Makes the key file on the first start, and says whether an organisation was set up. When the key
 * file is missing although something was encrypted with it, a new one would make all of that
 * unreadable for good: then nothing is started.
 * @throws {CannotStart}
 */
export async function firstLook(
	config: Config,
	ownerUrl: string,
	now: Date
): Promise<{ isSetUp: boolean }> {
	const client = new pg.Client({ connectionString: ownerUrl });
	client.on('error', () => {});
	await client.connect();
	try {
		await client.query(`select set_config('holdspace.scope', 'system', false)`);
		if (!existsSync(config.masterKeyFile)) await makeKeyFile(client, config.masterKeyFile, now);
		const found = await client.query('select 1 from organisation');
		return { isSetUp: found.rows.length > 0 };
	} finally {
		await client.end();
	}
}

async function makeKeyFile(client: pg.Client, path: string, now: Date): Promise<void> {
	if (await somethingIsEncrypted(client)) {
		throw new CannotStart(
			`The key file ${path} is missing, and what members wrote cannot be read without it: put it back from where you keep it.`
		);
	}
	try {
		await ensureKeyFile(path, now);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
		throw new CannotStart(`Holdspace may not write the key file ${path}.`, { cause: error });
	}
}

/** Every table that holds a wrapped key names its key-encryption key in `kek_id`. */
async function somethingIsEncrypted(client: pg.Client): Promise<boolean> {
	const tables = await client.query<{ name: string }>(
		`select format('%I.%I', table_schema, table_name) as name
		 from information_schema.columns
		 where column_name = 'kek_id' and table_schema = 'public'`
	);
	for (const { name } of tables.rows) {
		// The name comes quoted from the catalogue, not from anybody's input.
		const found = await client.query(`select 1 from ${name} where kek_id is not null limit 1`);
		if (found.rows.length > 0) return true;
	}
	return false;
}
