import type { Job } from '#server/jobs.ts';
import { forgetAnswers } from './answers.ts';
import { remind, tellChanges } from './reminders.ts';

export const jobs: readonly Job[] = [
	{ name: 'meetings.remind', cron: '*/5 * * * *', run: remind },
	{ name: 'meetings.tell-changes', cron: '* * * * *', run: tellChanges },
	{ name: 'meetings.forget-answers', cron: '47 3 * * *', run: forgetAnswers }
];
