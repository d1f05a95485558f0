import { dev } from '$app/env';
import { allow } from '#server/errors.ts';
import type { PageServerLoad } from './$types';

/** For developers only: in production this page is not there. */
export const load: PageServerLoad = ({ url }) => {
	allow(dev);
	const theme = url.searchParams.get('theme');
	return { theme: theme === 'light' || theme === 'dark' ? theme : null };
};
