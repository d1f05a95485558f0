import { betterDays, LEAST_EACH } from '#lib/checkins/better-days.ts';
import { WEEKS, weeksOf, yearBefore } from '#lib/checkins/calendar.ts';
import * as checkins from '#lib/checkins/server/checkins.ts';
import * as coping from '#lib/coping/server/coping.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { after, second } from '#server/clock.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone } }) => {
	const now = ctx.now();
	const since = yearBefore(now, timeZone);
	const all = await checkins.between(ctx, since, after(now, second));
	const weeks = weeksOf(all, timeZone, now);
	const done = {
		practised: (await coping.tries(ctx)).map(({ triedAt }) => triedAt),
		met: await meetings.attended(ctx, since)
	};
	return {
		...{ weeks, now, least: LEAST_EACH, count: WEEKS },
		hasLine: weeks.filter(({ days }) => days > 0).length > 1,
		better: betterDays(all, done, timeZone)
	};
};
