import type { Job } from '#server/jobs.ts';
import { forgetAnswers } from './answers.ts';
import { seekCover } from './cover-asked.ts';
import { remind } from './reminders.ts';
import { keepStandIns } from './substitutes.ts';
import { forgetReplaced, tellChanges } from './told-changes.ts';

export const jobs: readonly Job[] = [
	{ name: 'meetings.remind', cron: '*/5 * * * *', run: remind },
	{ name: 'meetings.tell-changes', cron: '* * * * *', run: tellChanges },
	{ name: 'meetings.seek-cover', cron: '12 * * * *', run: seekCover },
	{ name: 'meetings.keep-stand-ins', cron: '* * * * *', run: keepStandIns },
	{ name: 'meetings.forget-replaced', cron: '51 3 * * *', run: forgetReplaced },
	{ name: 'meetings.forget-answers', cron: '47 3 * * *', run: forgetAnswers }
];
