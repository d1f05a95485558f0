import { describe, expect, test } from 'vitest';
import { isOwnRequest } from './origin.ts';

const own = 'https://groups.example.org';
const post = (headers: Record<string, string>) => ({
	method: 'POST',
	headers: new Headers(headers)
});

describe('a request that changes something', () => {
	test('is taken from our own pages', () => {
		expect(isOwnRequest(post({ origin: own }), own)).toBe(true);
	});
	test('is taken when the browser hides the origin but says it is the same', () => {
		expect(isOwnRequest(post({ origin: 'null', 'sec-fetch-site': 'same-origin' }), own)).toBe(true);
	});
	test.each([
		{ origin: 'https://elsewhere.example' },
		{ origin: 'http://groups.example.org' },
		{ origin: 'https://elsewhere.example', 'sec-fetch-site': 'same-origin' },
		{ origin: 'null', 'sec-fetch-site': 'cross-site' },
		{ origin: 'null' },
		{}
	])('is refused with %o', (headers) => {
		expect(isOwnRequest(post(headers as Record<string, string>), own)).toBe(false);
	});
});

test('reading is open to everybody', () => {
	const request = { method: 'GET', headers: new Headers({ origin: 'https://elsewhere.example' }) };
	expect(isOwnRequest(request, own)).toBe(true);
});
