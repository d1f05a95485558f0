import pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { Ctx } from './ctx.ts';
import { appRole } from './db/pool.ts';

/** Work that a feature wants done later or by the clock. `run` gets a system context and may run twice. */
export interface Job {
	name: string;
	/** Five-field cron in UTC. */
	cron: string;
	run: (ctx: Ctx) => Promise<void>;
}

const schema = 'jobs';

/** The queue's version that its tables were last prepared for; kept in the comment on their schema. */
export const queueVersion = '12.38.0';

/**
 * Creates or upgrades the queue's own tables, as the owner, and lets the app role use them. Does nothing
 * when this version has done it before.
 */
export async function prepareJobs(ownerUrl: string): Promise<void> {
	const owner = new pg.Client({ connectionString: ownerUrl });
	await owner.connect();
	try {
		const { rows } = await owner.query<{ version: string | null }>(
			"select obj_description(oid, 'pg_namespace') as version from pg_namespace where nspname = $1",
			[schema]
		);
		if (rows[0]?.version === queueVersion) return;
		await createTables(ownerUrl);
		await owner.query(
			`grant usage on schema ${schema} to ${appRole};
			grant select, insert, update, delete on all tables in schema ${schema} to ${appRole};
			grant execute on all functions in schema ${schema} to ${appRole};
			comment on schema ${schema} is '${queueVersion}'`
		);
	} finally {
		await owner.end();
	}
}

async function createTables(ownerUrl: string): Promise<void> {
	const boss = new PgBoss({
		connectionString: ownerUrl,
		schema,
		supervise: false,
		schedule: false
	});
	boss.on('error', () => {});
	await boss.start();
	await boss.stop({ graceful: false });
}

export interface RunningJobs {
	close(): Promise<void>;
}

export interface JobsOptions {
	url: string;
	jobs: readonly Job[];
	ctx: (job: string) => Ctx;
	onError: (job: string, error: unknown) => void;
}

/** Runs each job by its clock. One that fails is reported and tried again later; others go on. */
export async function startJobs({ url, jobs, ctx, onError }: JobsOptions): Promise<RunningJobs> {
	const boss = new PgBoss({
		connectionString: url,
		schema,
		migrate: false,
		max: 3,
		application_name: 'holdspace-worker'
	});
	boss.on('error', (error) => onError('queue', error));
	await boss.start();
	for (const job of jobs) {
		await boss.createQueue(job.name, { policy: 'singleton', retryLimit: 3, retryBackoff: true });
		await boss.schedule(job.name, job.cron, null, { tz: 'UTC' });
		await boss.work(job.name, { pollingIntervalSeconds: 5 }, async () => {
			try {
				await job.run(ctx(job.name));
			} catch (error) {
				onError(job.name, error);
				throw error;
			}
		});
	}
	return { close: () => boss.stop({ graceful: true, timeout: 5000 }) };
}
