import type { Job } from '#server/jobs.ts';
import { forgetWhoAnswered } from './feedback.ts';

/** What the clock does after meetings. */
export const afterJobs: readonly Job[] = [
	{
		name: 'meetings.forget-who-answered',
		cron: '23 * * * *',
		run: async (ctx) => void (await forgetWhoAnswered(ctx))
	}
];
