import { createHash } from 'node:crypto';
import type { ComponentProps } from 'svelte';
import { render } from 'svelte/server';
import { say } from '#lib/words/words.ts';
import css from './embed.css?inline';
import List from './List.svelte';

/** Nothing but this sheet: no script, no font, no picture, no form; and any page may frame it. */
const policy = [
	"default-src 'none'",
	`style-src 'sha256-${createHash('sha256').update(css).digest('base64')}'`,
	"form-action 'none'",
	"base-uri 'none'",
	'frame-ancestors *'
].join('; ');

/** The whole page. Words of listings are escaped by the component that writes them. */
export function page(props: ComponentProps<typeof List>, status = 200): Response {
	const { body } = render(List, { props });
	const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${say('directory.embed.title')}</title>
<style>${css}</style>
</head>
<body>${body}</body>
</html>
`;
	return new Response(html, {
		status,
		headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }
	});
}
