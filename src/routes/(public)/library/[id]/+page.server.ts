import { onPage } from '#lib/coping/coping.ts';
import { notFound } from '#server/errors.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ params }) => {
	const strategy = onPage(params.id);
	if (!strategy) throw notFound();
	return { strategy };
};
