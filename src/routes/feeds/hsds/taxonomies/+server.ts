import * as directory from '#lib/directory/server/directory.ts';
import { listed } from '../listed.ts';
import type { RequestHandler } from './$types';

/** The taxonomies of the words in services. */
export const GET: RequestHandler = (event) =>
	listed(event, directory.hsdsTaxonomies, directory.allHsdsTaxonomies);
