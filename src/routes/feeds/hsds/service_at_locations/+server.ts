import * as directory from '#lib/directory/server/directory.ts';
import { listed } from '../listed.ts';
import type { RequestHandler } from './$types';

/** Where services are, a page at a time or all of them. */
export const GET: RequestHandler = (event) => {
	const { locals, url } = event;
	return listed(
		event,
		(asked) => directory.hsdsServiceAtLocations(locals.ctx, asked, url.origin),
		(asked) => directory.allHsdsServiceAtLocations(locals.ctx, asked, url.origin)
	);
};
