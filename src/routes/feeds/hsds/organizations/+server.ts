import * as directory from '#lib/directory/server/directory.ts';
import { listed } from '../listed.ts';
import type { RequestHandler } from './$types';

/** Organisations, a page at a time or all of them. */
export const GET: RequestHandler = (event) => {
	const { locals, url } = event;
	return listed(
		event,
		(asked) => directory.hsdsOrganizations(locals.ctx, asked, url.origin),
		(asked) => directory.allHsdsOrganizations(locals.ctx, asked, url.origin)
	);
};
