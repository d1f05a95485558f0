import { redirect } from '@sveltejs/kit';
import { queryFrom } from '#lib/directory/directory.ts';
import { askedBy, nothingAsked, SearchForm } from '#lib/directory/search-form.ts';
import * as directory from '#lib/directory/server/directory.ts';
import * as org from '#lib/org/server/org.ts';
import { sayError } from '#lib/words/errors.ts';
import { say } from '#lib/words/words.ts';
import { AppError } from '#server/errors.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';
import { withMap } from './drawn.ts';
import { linkTo, settle, show } from './showing.ts';

export const load: PageServerLoad = async ({ locals, request, url, isDataRequest }) => {
	// Whoever has just started Holdspace looks here first.
	if (!(await org.organisation(locals.ctx))) redirect(303, '/set-up');
	const unit = await directory.unitAround(locals.ctx, null);
	const page = { timeZone: locals.timeZone, now: locals.ctx.now(), unit, problem: null };
	// What was searched for is posted, so that no address keeps it; then the action's answer is shown.
	if (request.method === 'POST') return { ...page, asked: nothingAsked, shown: null };
	const query = queryFrom(url.searchParams);
	const asked = askedBy(query, say('directory.find.spot'));
	const isLink = url.search !== '';
	try {
		const shown = await (isLink ? show(locals, asked, query) : show(locals));
		return { ...page, asked, shown: withMap(shown, !isDataRequest) };
	} catch (error) {
		if (!isLink || !(error instanceof AppError && error.code === 'invalid')) throw error;
		return { ...page, asked, shown: null, problem: sayError('link_unread') };
	}
};

export const actions: Actions = {
	default: (event) =>
		formAction(event, SearchForm, async (given) => {
			const { asked, choices } = await settle(event.locals, given);
			if (choices.length > 0) return { asked, choices, shown: null, link: null };
			const isPage = !event.request.headers.has('x-sveltekit-action');
			const shown = withMap(await show(event.locals, asked), isPage);
			const isLink = given.do === 'link';
			const link = isLink ? event.url.origin + (await linkTo(event.locals, asked)) : null;
			return { asked, choices, shown, link };
		})
};
