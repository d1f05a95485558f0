import * as directory from '#lib/directory/server/directory.ts';
import { listed } from '../listed.ts';
import type { RequestHandler } from './$types';

/** Services, a page at a time or all of them. */
export const GET: RequestHandler = (event) => {
	const { locals, url } = event;
	return listed(
		event,
		(asked) => directory.hsdsServices(locals.ctx, asked, url.origin),
		(asked) => directory.allHsdsServices(locals.ctx, asked, url.origin)
	);
};
