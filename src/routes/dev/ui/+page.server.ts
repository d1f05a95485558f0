import { error } from '@sveltejs/kit';
import { dev } from '$app/env';
import type { PageServerLoad } from './$types';

/** For developers only: in production this page is not there. */
export const load: PageServerLoad = ({ url }) => {
	if (!dev) error(404);
	const theme = url.searchParams.get('theme');
	return { theme: theme === 'light' || theme === 'dark' ? theme : null };
};
