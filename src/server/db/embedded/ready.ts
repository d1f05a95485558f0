import pg from 'pg';
import { CannotStart } from '../../cannot-start.ts';
import { APP, DATABASE, OWNER, urlFor } from './options.ts';

/** Makes role and database on the first start, and checks on every start that commits are durable. */
export async function readyDatabase(sockets: string): Promise<void> {
	let client = await open(urlFor(OWNER, sockets));
	if (!client) {
		await create(sockets);
		client = await open(urlFor(OWNER, sockets));
	}
	if (!client) throw new CannotStart('PostgreSQL runs, but its database could not be created.');
	try {
		await checkDurable(client);
	} finally {
		await client.end();
	}
}

const NO_DATABASE = '3D000';

async function open(url: string): Promise<pg.Client | undefined> {
	const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
	client.on('error', () => {});
	try {
		await client.connect();
		return client;
	} catch (error) {
		if ((error as { code?: string }).code === NO_DATABASE) return undefined;
		throw error;
	}
}

/** The role comes before the database: where the database exists, nothing is missing. */
async function create(sockets: string): Promise<void> {
	const client = await open(urlFor(OWNER, sockets, 'postgres'));
	if (!client)
		throw new CannotStart('PostgreSQL runs, but without the database every cluster has.');
	try {
		const known = await client.query('select 1 from pg_roles where rolname = $1', [APP]);
		if (known.rowCount === 0) {
			await client.query(
				`create role ${APP} login nosuperuser nocreatedb nocreaterole nobypassrls noinherit`
			);
		}
		await client.query(`create database ${DATABASE} owner ${OWNER}`);
	} finally {
		await client.end();
	}
}

/**
 * What the server confirms must survive a power cut.
 * @throws {CannotStart} when a setting gives that up
 */
export async function checkDurable(client: pg.Client): Promise<void> {
	const { rows } = await client.query<{ name: string; setting: string }>(
		`select name, setting from pg_settings
		 where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'`
	);
	const [off] = rows;
	if (off) {
		throw new CannotStart(
			`PostgreSQL runs with ${off.name} = off, so that what people were told is saved could be lost: set it to on.`
		);
	}
}
