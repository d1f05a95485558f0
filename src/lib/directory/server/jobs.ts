import type { Job } from '#server/jobs.ts';
import { forgetNotes } from './notes.ts';
import { forgetReports, hideUnconfirmed, refreshSources } from './refreshing.ts';

export const jobs: readonly Job[] = [
	{
		name: 'directory.refresh-sources',
		cron: '* * * * *',
		run: async (ctx) => void (await refreshSources(ctx))
	},
	{ name: 'directory.hide-unconfirmed', cron: '13 4 * * *', run: hideUnconfirmed },
	{ name: 'directory.forget-reports', cron: '23 4 * * *', run: forgetReports },
	{ name: 'directory.forget-notes', cron: '33 4 * * *', run: forgetNotes }
];
