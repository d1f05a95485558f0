import * as groups from '#lib/groups/server/groups.ts';
import * as notices from '#lib/notices/server/notices.ts';
import { asSystem } from '#server/ctx.ts';
import type { Job } from '#server/jobs.ts';

/** Groups and notices know nothing of each other: the clock brings what one has to say to the other. */
export const tellPeople: Job = {
	name: 'tell-people',
	cron: '* * * * *',
	run: (ctx) =>
		asSystem(ctx, 'worker: people are told of answers and seats', async (system) => {
			await notices.tellWhile(system, groups.newsKinds, await groups.news(system));
		})
};
