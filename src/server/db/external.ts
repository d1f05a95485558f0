import pg from 'pg';
import { CannotStart } from '../cannot-start.ts';
import { MAJOR } from './embedded/place.ts';
import { checkDurable } from './embedded/ready.ts';

/**
 * Looks at the operator's own PostgreSQL before anything relies on it.
 * @throws {CannotStart} with one sentence, which never carries the passphrase of the address
 */
export async function checkExternal(databaseUrl: string): Promise<void> {
	const where = placeIn(databaseUrl);
	let client: pg.Client;
	try {
		client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
		client.on('error', () => {});
		await client.connect();
	} catch (error) {
		throw new CannotStart(whyNot(error, where), { cause: error });
	}
	try {
		const { rows } = await client.query<{ version: string }>(
			`select current_setting('server_version_num') as version`
		);
		const major = Math.floor(Number(rows[0]?.version) / 10_000);
		if (major < Number(MAJOR)) {
			throw new CannotStart(
				`The PostgreSQL at ${where} is version ${major}, and Holdspace needs ${MAJOR} or later.`
			);
		}
		await checkDurable(client);
	} finally {
		await client.end();
	}
}

function whyNot(error: unknown, where: string): string {
	const { code, message } = error as { code?: string; message?: string };
	if (code === '28P01' || code === '28000') {
		return `The PostgreSQL at ${where} does not accept the account or password in DATABASE_URL.`;
	}
	if (code === '3D000') {
		return `The PostgreSQL at ${where} has no database of the name in DATABASE_URL: create it, then start again.`;
	}
	if (code === '53300') return `The PostgreSQL at ${where} has no connection left for Holdspace.`;
	if (code === '57P03')
		return `The PostgreSQL at ${where} is starting or stopping: try again soon.`;
	if (/ssl|tls|certificate/i.test(`${code} ${message}`)) {
		return `The PostgreSQL at ${where} and DATABASE_URL do not agree about TLS (${code ?? message}).`;
	}
	return `No PostgreSQL answers at ${where} (${code ?? message ?? 'no reason given'}): start it, or correct DATABASE_URL.`;
}

function placeIn(databaseUrl: string): string {
	try {
		const url = new URL(databaseUrl.replace('@/', '@socket/'));
		return url.searchParams.get('host') ?? (url.host || 'the default place');
	} catch {
		throw new CannotStart('DATABASE_URL is not an address of a PostgreSQL database.');
	}
}
