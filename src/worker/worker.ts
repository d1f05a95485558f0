import { setTimeout } from 'node:timers/promises';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as coping from '#lib/coping/server/coping.ts';
import * as directory from '#lib/directory/server/directory.ts';
import * as groups from '#lib/groups/server/groups.ts';
import * as impact from '#lib/impact/server/impact.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import * as notices from '#lib/notices/server/notices.ts';
import * as measures from '#lib/measures/server/measures.ts';
import * as plans from '#lib/plans/server/plans.ts';
import * as audit from '#lib/audit/server/audit.ts';
import * as safety from '#lib/safety/server/safety.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { systemClock } from '#server/clock.ts';
import type { Config } from '#server/config.ts';
import type { Ctx } from '#server/ctx.ts';
import { openPool } from '#server/db/pool.ts';
import { startJobs, type Job } from '#server/jobs.ts';
import { openKeyRing } from '#server/keyring.ts';
import { sweepThrottles } from '#server/limits.ts';
import type { Log } from '#server/log.ts';
import { rotateKeys } from '#server/rewrap.ts';
import { tellPeople } from './tell-people.ts';

export interface Worker {
	close(): Promise<void>;
}

/** Runs what the clock asks for: meetings ahead, closed quarters, old logins, keys. */
export async function startWorker(given: {
	config: Config;
	databaseUrl: string;
	log: Log;
}): Promise<Worker> {
	const { config, databaseUrl, log } = given;
	const pool = openPool(databaseUrl, { max: 3 });
	const keys = openKeyRing(config.masterKeyFile);
	const ctx = (job: string): Ctx => ({
		...{ db: pool.db, keys, now: systemClock },
		actor: { kind: 'system', job }
	});
	const running = await startJobs({
		url: databaseUrl,
		jobs: [
			...platformJobs(config),
			tellPeople,
			...accounts.jobs,
			...coping.jobs,
			...directory.jobs,
			...directory.placeJobs,
			...groups.jobs,
			...impact.jobs,
			...meetings.afterJobs,
			...meetings.jobs,
			...notices.jobs,
			...measures.jobs,
			...plans.jobs,
			...safety.jobs,
			...audit.jobs,
			...shares.jobs
		],
		ctx,
		onError: (job, err) => log.error({ err, op: job }, 'a job failed and will be tried again')
	});
	const stopping = new AbortController();
	const loading = loadPlaces(ctx('load-places'), log, stopping.signal);
	return {
		async close() {
			stopping.abort();
			await loading;
			await running.close();
			await pool.close();
		}
	};
}

/** Whoever has just started Holdspace looks at a page first: the places wait until that is served. */
const placesAfter = 15_000;

/** Nobody waits for it; until it is done, a search by place says that it has to. */
async function loadPlaces(ctx: Ctx, log: Log, signal: AbortSignal): Promise<void> {
	try {
		await setTimeout(placesAfter, undefined, { signal });
		await directory.loadPlaces(ctx, { signal });
	} catch (err) {
		if (!signal.aborted) log.error({ err, op: 'load-places' }, 'the places were not loaded');
	}
}

const platformJobs = (config: Config): Job[] => [
	{ name: 'sweep-throttles', cron: '17 * * * *', run: sweepThrottles },
	{
		name: 'rotate-keys',
		cron: '41 3 * * *',
		run: async (ctx) => void (await rotateKeys(ctx, config.masterKeyFile))
	}
];
