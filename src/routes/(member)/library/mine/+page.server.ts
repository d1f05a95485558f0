import { z } from 'zod';
import { strategyOf } from '#lib/coping/coping.ts';
import { helped, LaterInput, PracticeId } from '#lib/coping/practices.ts';
import * as coping from '#lib/coping/server/coping.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { ConsentInput } from '#lib/wellbeing/inputs.ts';
import * as wellbeing from '#lib/wellbeing/server/wellbeing.ts';
import { say } from '#lib/words/words.ts';
import { formAction } from '#server/http/form.ts';
import { isId } from '#server/ids.ts';
import type { Actions, PageServerLoad } from './$types';

/**
 * Named here, so that the browser need not load every strategy; one that is no more keeps its id. A group’s own
 * has its name as long as I can read it there.
 */
function namesOf(ofGroups: Awaited<ReturnType<typeof shares.strategies.titles>>) {
	return (id: string) => {
		const known = strategyOf(id);
		if (known) return { id, title: known.title, href: `/library/${known.page}` };
		const own = ofGroups.get(id);
		if (own) return { id, title: own.title, href: `/groups/${own.groupId}/strategies/${id}` };
		return { id, title: isId(id) ? say('strategies.no_more') : id, href: null };
	};
}

export const load: PageServerLoad = async ({ locals: { ctx, timeZone } }) => {
	const tries = await coping.tries(ctx);
	const ids = tries.map(({ strategy }) => strategy);
	const nameOf = namesOf(await shares.strategies.titles(ctx, ids));
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
		consent: await wellbeing.consent(ctx, 'what_helped'),
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
	counted: (event) =>
		formAction(event, ConsentInput, async (input) => {
			await wellbeing.setConsent(event.locals.ctx, input, 'what_helped');
			return { done: input.consent };
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
