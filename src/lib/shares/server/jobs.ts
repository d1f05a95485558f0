import type { Job } from '#server/jobs.ts';
import { forgetBuddies } from './buddies.ts';
import { bringUnheard, forgetBrought } from './unheard.ts';

/** What the clock does for the groups' spaces. */
export const jobs: readonly Job[] = [
	{ name: 'shares.bring-unheard', cron: '* * * * *', run: bringUnheard },
	{ name: 'shares.forget-brought', cron: '51 3 * * *', run: forgetBrought },
	{ name: 'shares.forget-buddies', cron: '56 3 * * *', run: forgetBuddies }
];
