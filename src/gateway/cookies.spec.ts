import { describe, expect, it } from 'vitest';
import { loginPair } from './cookies.ts';

describe('the login of a socket', () => {
	it('is both cookies together', () => {
		expect(loginPair('zone=UTC; __Host-hs_login=a=b; __Host-hs_here=c')).toEqual({
			token: 'a=b',
			here: 'c'
		});
	});

	it.each([
		undefined,
		'',
		'__Host-hs_login=a',
		'__Host-hs_here=c',
		'__Host-hs_login=; __Host-hs_here=c',
		'login=a; here=c',
		`__Host-hs_login=${'x'.repeat(300)}; __Host-hs_here=c`
	])('is nothing with less: %s', (header) => {
		expect(loginPair(header)).toBeNull();
	});
});
