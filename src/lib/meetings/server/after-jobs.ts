import type { Job } from '#server/jobs.ts';
import { forgetDoorNotes } from './door-notes.ts';
import { forgetWhoAnswered } from './feedback.ts';

/** What the clock does after meetings. */
export const afterJobs: readonly Job[] = [
	{
		name: 'meetings.forget-who-answered',
		cron: '23 * * * *',
		run: async (ctx) => void (await forgetWhoAnswered(ctx))
	},
	{
		name: 'meetings.forget-door-notes',
		cron: '37 3 * * *',
		run: async (ctx) => void (await forgetDoorNotes(ctx))
	}
];
