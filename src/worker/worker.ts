import type { Config } from '#server/config.ts';
import type { Log } from '#server/log.ts';

export interface Worker {
	close(): Promise<void>;
}

/** Runs jobs and schedules. There are none yet. */
export function startWorker(_given: {
	config: Config;
	databaseUrl: string;
	log: Log;
}): Promise<Worker> {
	return Promise.resolve({ close: () => Promise.resolve() });
}
