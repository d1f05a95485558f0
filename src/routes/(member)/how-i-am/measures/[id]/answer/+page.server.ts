import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { FilledInput, Version } from '#lib/measures/inputs.ts';
import { DRAFT_DAYS } from '#lib/measures/measures.ts';
import * as measures from '#lib/measures/server/measures.ts';
import { formAction } from '#server/http/form.ts';
import { newId } from '#server/ids.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone }, params, url }) => ({
	begun: await measures.begin(ctx, params.id),
	...{ once: newId(), timeZone, now: ctx.now(), days: DRAFT_DAYS },
	note: (['half', 'dropped'] as const).find((one) => url.searchParams.get('done') === one) ?? null
});

/** The address names the measure, and the form the version that was opened. */
const opened = ({ params, url }: RequestEvent) => ({
	page: params.id,
	version: Version.parse(url.searchParams.get('version') ?? undefined)
});

export const actions = {
	save: (event) => {
		const what = opened(event);
		return formAction(event, FilledInput(measures.asked(what), false), async (input) => {
			await measures.answer(event.locals.ctx, what, input, event.locals.timeZone);
			redirect(303, `/how-i-am/measures/${what.page}?done=kept`);
		});
	},
	later: (event) => {
		const what = opened(event);
		return formAction(event, FilledInput(measures.asked(what), true), async (input) => {
			await measures.keepDraft(event.locals.ctx, what, input);
			redirect(303, `/how-i-am/measures/${what.page}/answer?done=half`);
		});
	},
	drop: (event) =>
		formAction(event, z.object({}), async () => {
			await measures.dropDraft(event.locals.ctx, event.params.id);
			redirect(303, `/how-i-am/measures/${event.params.id}/answer?done=dropped`);
		})
} satisfies Actions;
