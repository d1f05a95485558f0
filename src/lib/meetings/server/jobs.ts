import type { Job } from '#server/jobs.ts';
import { forgetAnswers } from './answers.ts';

export const jobs: readonly Job[] = [
	{ name: 'meetings.forget-answers', cron: '47 3 * * *', run: forgetAnswers }
];
