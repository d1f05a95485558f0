import { expect, test } from 'vitest';
import { canSignInAt } from './can-sign-in.ts';

test.each([
	['https://groups.example/sign-in', true],
	['http://localhost:3000/sign-in', true],
	['http://127.0.0.1:3000/sign-in', true],
	['http://groups.example/sign-in', false],
	['http://192.168.1.20:3000/sign-in', false]
])('signing in at %s: %s', (url, can) => {
	expect(canSignInAt(new URL(url))).toBe(can);
});
