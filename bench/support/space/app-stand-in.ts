/** Stands in for SvelteKit's own modules where the page is rendered without it. */
const id = '00000000-0000-7000-8000-000000000000';
export const page = {
	...{ url: new URL(`http://localhost/groups/${id}`), params: { id }, data: {}, form: null }
};
const nothing = (): void => {};
export {
	nothing as applyAction,
	nothing as deserialize,
	nothing as enhance,
	nothing as goto,
	nothing as invalidateAll,
	nothing as replaceState
};
