import type { Job } from '#server/jobs.ts';
import { forgetDoorNotes } from './door-notes.ts';
import { remindOfDebriefs, tellDue } from './after-told.ts';
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
	},
	{ name: 'meetings.remind-of-debriefs', cron: '*/5 * * * *', run: remindOfDebriefs },
	{ name: 'meetings.follow-ups-due', cron: '9 * * * *', run: tellDue }
];
