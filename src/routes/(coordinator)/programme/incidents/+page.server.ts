import * as impact from '#lib/impact/server/impact.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone } }) => {
	const { history } = await impact.programme(ctx);
	const closed = history.find(({ isClosed }) => isClosed) ?? null;
	return {
		incidents: await meetings.incidents(ctx),
		cover: await meetings.coverNeeded(ctx),
		closed: closed && {
			quarter: closed.quarter,
			felt: await meetings.feltProgramme(ctx, closed)
		},
		now: ctx.now(),
		timeZone
	};
};
