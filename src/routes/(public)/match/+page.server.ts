import * as directory from '#lib/directory/server/directory.ts';
import { invalid } from '#server/errors.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';
import { asked, MatchForm, questions, without } from './answers.ts';

export const load: PageServerLoad = async ({ locals }) => ({
	timeZone: locals.timeZone,
	now: locals.ctx.now(),
	unit: await directory.unitAround(locals.ctx, null)
});

export const actions: Actions = {
	default: (event) =>
		formAction(event, MatchForm, async ({ at, go: [to, forget], ...given }) => {
			const answers = forget ? without(given, forget) : given;
			const isBack = to !== 'show' && questions.indexOf(to) <= questions.indexOf(at);
			if (isBack) return { at: to, answers };
			if (answers.how === 'near' && !answers.place) throw invalid({ place: 'required' });
			const { ctx, timeZone } = event.locals;
			// A town that nobody knows is said beside its question, not at the end.
			const found = await directory.guidedMatch(ctx, asked(answers), { timeZone });
			if (to !== 'show') return { at: to, answers };
			return { answers, found: { ...found, unit: await directory.unitAround(ctx, found.place) } };
		})
};
