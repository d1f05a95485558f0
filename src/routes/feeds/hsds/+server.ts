import * as directory from '#lib/directory/server/directory.ts';
import { answer } from '../../public-answer.ts';
import type { RequestHandler } from './$types';

/** Where the Open Referral API begins. */
export const GET: RequestHandler = ({ request, url }) =>
	answer(() => directory.hsdsRoot(url.origin), { request, isKept: true });
