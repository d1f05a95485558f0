import { expect, test } from 'vitest';
import { drawnFirst } from './drawn-first.ts';

const page = `<head>
		<link href="/_app/a.css" rel="stylesheet">
		<link href="/_app/b.js" rel="modulepreload">
		<link href="/_app/c.js" rel="modulepreload">
	</head><script nonce="n">import("/_app/immutable/entry/start.X-1.js").then(async (kit) => {
		kit.init(__sveltekit_1);
		const app = await import("/_app/immutable/entry/app.Y.js");
	});</script>`;

test('scripts are asked for once the page is drawn, all of them together', () => {
	const drawn = drawnFirst(page);
	const head = drawn.slice(0, drawn.indexOf('<script'));
	expect(head).toContain('a.css');
	expect(head).not.toContain('.js');
	expect(drawn).toContain('for (const href of ["/_app/b.js","/_app/c.js"])');
	expect(drawn).toMatch(
		/requestAnimationFrame[^]*import\("\/_app\/immutable\/entry\/start\.X-1\.js"\)/
	);
	expect(drawn).toMatch(
		/kit\.init[^]*\["\/_app\/b\.js","\/_app\/c\.js"\][^]*setTimeout[^]*const app/
	);
	expect(drawn.match(/\.then\(async \(kit\)/g)).toHaveLength(1);
});

test('a page without scripts, or one that begins otherwise, stays as it is', () => {
	expect(drawnFirst('<p>Words</p>')).toBe('<p>Words</p>');
	for (const known of ['import("/_app/immutable/entry/start', 'kit.init(']) {
		const other = page.replace(known, 'other');
		expect(drawnFirst(other)).toBe(other);
	}
});
