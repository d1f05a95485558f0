/** Stands in for SvelteKit's own modules where the page is rendered without it. */
export const page = { url: new URL('http://localhost/groups/a'), data: {}, form: null };
const nothing = (): void => {};
export {
	nothing as applyAction,
	nothing as enhance,
	nothing as goto,
	nothing as invalidateAll,
	nothing as replaceState
};
