import { answerText } from '../../../public-answer.ts';
import type { RequestHandler } from './$types';
import { listingsText } from './asked.ts';

/** A search of the directory; `openapi.json` says what can be asked. What is asked is kept nowhere. */
export const GET: RequestHandler = ({ locals: { ctx }, url }) =>
	answerText(() => listingsText(ctx, url.search.slice(1)));
