import { error, json } from '@sveltejs/kit';
import { answerOf } from '#lib/impact/answer.ts';
import { isQuarter } from '#lib/impact/impact.ts';
import * as impact from '#lib/impact/server/impact.ts';
import { sayError } from '#lib/words/errors.ts';
import { notFound } from '#server/errors.ts';
import type { RequestHandler } from './$types';

/**
 * The programme's figures for everyone: `{ isDemonstration, quarters: [{ quarter, figures }] }`, newest
 * first, the last eight quarters; `?quarter=2026-Q3` for one of them. The same every few seconds.
 */
export const GET: RequestHandler = async ({ locals, url }) => {
	const wanted = url.searchParams.get('quarter');
	if (wanted !== null && !isQuarter(wanted))
		error(400, { code: 'malformed', message: sayError('malformed') });
	const programme = await impact.published(locals.ctx, { quarter: wanted ?? undefined });
	if (wanted !== null && programme.chosen.quarter !== wanted) throw notFound();
	const quarters = wanted === null ? programme.history : [programme.chosen];
	return json(answerOf(programme, quarters), {
		headers: { 'cache-control': 'public, max-age=60' }
	});
};
