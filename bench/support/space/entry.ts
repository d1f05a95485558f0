import { render } from 'svelte/server';
import Root from './Root.svelte';

export function renderPage(data: { layout: unknown; page: unknown }) {
	const { head, body } = render(Root, { props: data });
	return { head, body };
}
