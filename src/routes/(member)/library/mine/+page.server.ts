import { z } from 'zod';
import { strategyOf } from '#lib/coping/coping.ts';
import { helped, LaterInput, PracticeId } from '#lib/coping/practices.ts';
import * as coping from '#lib/coping/server/coping.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

/** Named here, so that the browser need not load every strategy; one that is no more keeps its id. */
const nameOf = (id: string) => {
	const { title = id, page = null } = strategyOf(id) ?? {};
	return { id, title, page };
};

export const load: PageServerLoad = async ({ locals: { ctx, timeZone } }) => {
	const tries = await coping.tries(ctx);
	// There nobody says what for, and nobody is asked again.
	const inMeetings = (await meetings.feltInMeetings(ctx)).map(({ practice, before, after }) => ({
		...{ strategy: practice, symptom: null, before, after, later: { 3: null, 7: null } }
	}));
	const named = tries.map(({ strategy, ...one }) => ({ ...one, strategy: nameOf(strategy) }));
	return {
		tries: named,
		questions: named.filter(({ question }) => question !== null),
		helped: helped([...tries, ...inMeetings]).map(({ strategy, ...row }) => ({
			...row,
			strategy: nameOf(strategy)
		})),
		kept: (await coping.kept(ctx)).map(nameOf),
		now: ctx.now(),
		timeZone
	};
};

export const actions: Actions = {
	later: (event) =>
		formAction(event, LaterInput, async (input) => {
			await coping.answerLater(event.locals.ctx, input);
			return { done: 'later' as const };
		}),
	off: (event) =>
		formAction(event, z.object({}), async () => {
			await coping.askNoMore(event.locals.ctx);
			return { done: 'off' as const };
		}),
	forget: (event) =>
		formAction(event, PracticeId, async ({ practiceId }) => {
			await coping.forget(event.locals.ctx, practiceId);
			return { done: 'forget' as const };
		}),
	drop: (event) =>
		formAction(event, z.object({ practice: z.string().max(60) }), async ({ practice }) => {
			await coping.drop(event.locals.ctx, practice);
			return { done: 'drop' as const };
		})
};
