import { describe, expect, test } from 'vitest';
import { fontsOf, planFor, stylesOf } from './plan.ts';

const page = (path: string, method = 'GET') =>
	planFor({ method, mode: 'navigate', destination: 'document', path });
const part = (path: string, destination: string, method = 'GET') =>
	planFor({ method, mode: 'no-cors', destination, path });

describe('without a connection', () => {
	test('help opens the card', () => expect(page('/help')).toBe('card'));
	test('the library opens as the one page that has all of it', () => {
		expect(page('/library')).toBe('library');
		expect(page('/library/t4xk')).toBe('library');
		expect(page('/library/mine')).toBe('away');
		expect(page('/library-of-others')).toBe('away');
		expect(page('/library', 'POST')).toBe('leave alone');
	});
	test('any other page opens the calm one', () => expect(page('/groups/0198')).toBe('away'));
	test('a form that could not be sent stays with the browser, so that nothing is lost', () =>
		expect(page('/groups/0198', 'POST')).toBe('leave alone'));
	test('Leave now is never touched, and never shows the card', () => {
		expect(page('/leave', 'POST')).toBe('leave alone');
		expect(page('/leave')).toBe('leave alone');
	});
});

test('nothing of what members read or send passes through', () => {
	expect(part('/groups/0198/__data.json', 'empty')).toBe('leave alone');
	expect(part('/api/v1/impact', 'empty')).toBe('leave alone');
	expect(part('/leave', 'empty', 'POST')).toBe('leave alone');
	expect(part('/_app/immutable/chunks/a.js', 'script')).toBe('leave alone');
});
test('styles and letters may come from the device', () => {
	expect(part('/_app/immutable/assets/0.css', 'style')).toBe('kept file');
	expect(part('/_app/immutable/assets/a.woff2', 'font')).toBe('kept file');
});

test('the styles of a page are found wherever it stands', () => {
	const html =
		'<link rel="icon" href="data:,"><link href="../_app/immutable/assets/0.css" rel="stylesheet"><link rel="stylesheet" href="/_app/immutable/assets/3.css">';
	expect(stylesOf(html, '/help/offline')).toEqual([
		'/_app/immutable/assets/0.css',
		'/_app/immutable/assets/3.css'
	]);
});
test('only the Latin letters are kept', () => {
	const css =
		'@font-face{src:url(./atkinson-latin-wght-normal.B1.woff2)}@font-face{src:url("./atkinson-latin-ext-wght-normal.B2.woff2")}@font-face{src:url(./atkinson-latin-wght-italic.B3.woff2)}';
	expect(fontsOf(css, '/_app/immutable/assets/0.css')).toEqual([
		'/_app/immutable/assets/atkinson-latin-wght-normal.B1.woff2'
	]);
});
