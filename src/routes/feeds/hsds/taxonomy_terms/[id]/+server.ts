import * as directory from '#lib/directory/server/directory.ts';
import { answer } from '../../../../public-answer.ts';
import type { RequestHandler } from './$types';

/** One word. */
export const GET: RequestHandler = ({ params, request }) =>
	answer(() => directory.hsdsTaxonomyTerm(params.id), { request, isKept: true });
