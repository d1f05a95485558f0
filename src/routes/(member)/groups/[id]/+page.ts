import type { PageLoad } from './$types';

/** What the address of somebody who writes has, and what it may end on when their form comes back. */
const ofTheForm = ['write', '/share', '/keep', '/dropDraft'];

/** The form comes when somebody writes: the space is opened to read many times as often. */
export const load: PageLoad = async ({ data, url }) => {
	const isForm = ofTheForm.some((name) => url.searchParams.has(name));
	return { ...data, Writing: isForm ? (await import('./Writing.svelte')).default : null };
};
