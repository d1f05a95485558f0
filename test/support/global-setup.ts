import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate, readMigrations } from '../../src/server/db/migrate.ts';
import { prepareJobs } from '../../src/server/jobs.ts';

declare module 'vitest' {
	export interface ProvidedContext {
		/** Owner's URL of the server; `template` is the migrated database that every spec file clones. */
		server: { url: string; template: string };
	}
}

/**
 * One real PostgreSQL for the whole run. TEST_DATABASE_URL (an owner who may create databases) uses a
 * server that is already there.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const server = await startServer();
	const checksum = (await readMigrations())
		.map(({ sha256 }) => sha256)
		.join('')
		.slice(0, 12);
	const template = `template_${process.pid}_${checksum}`;
	const admin = new pg.Client({ connectionString: server.url });
	await admin.connect();
	await admin.query(`create database ${template}`);
	const url = databaseUrl(server.url, template);
	await migrate(url);
	await prepareJobs(url);
	project.provide('server', { url: server.url, template });
	return async () => {
		const { rows } = await admin.query<{ datname: string }>(
			`select datname from pg_database where datname like 'spec_${process.pid}_%' or datname = $1`,
			[template]
		);
		for (const { datname } of rows) await admin.query(`drop database "${datname}" with (force)`);
		await admin.end();
		await server.stop();
	};
}

export function databaseUrl(server: string, name: string): string {
	const url = new URL(server);
	url.pathname = `/${name}`;
	return url.href;
}

async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
	const given = process.env.TEST_DATABASE_URL;
	if (given) return { url: given, stop: async () => {} };
	const { startEmbedded } = await import('../../src/server/db/embedded.ts');
	const { openLog } = await import('../../src/server/log.ts');
	const folder = await mkdtemp(join(tmpdir(), 'holdspace-test-'));
	const embedded = await startEmbedded({
		dataDir: folder,
		log: openLog({ level: 'warn', format: 'json' })
	});
	return {
		url: embedded.ownerUrl,
		async stop() {
			await embedded.stop();
			await rm(folder, { recursive: true, force: true });
		}
	};
}
