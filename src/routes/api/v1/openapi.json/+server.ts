import * as directory from '#lib/directory/server/directory.ts';
import { answer } from '../../../public-answer.ts';
import type { RequestHandler } from './$types';

/** What the public API can be asked, OpenAPI 3.1. */
export const GET: RequestHandler = ({ request, url }) =>
	answer(() => directory.openapi(url.origin), { request, isKept: true });
