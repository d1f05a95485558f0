/** Stands in for SvelteKit's own modules where the page is rendered without it. */
export const page = { url: new URL('http://localhost/groups/a'), data: {}, form: null };
export const enhance = (): void => {};
export const invalidateAll = (): void => {};
