import { describe, expect, test } from 'vitest';
import { ownPath } from './own-path.ts';

describe('where to go next', () => {
	test.each(['/home', '/groups/019ab/about', '/staff?from=a'])('%s is ours', (path) => {
		expect(ownPath(path)).toBe(path);
	});

	test.each([
		'//other.example/',
		'/\\other.example/',
		'/\t/other.example',
		'https://other.example/',
		'javascript:alert(1)',
		'home',
		'',
		undefined,
		['/home'],
		`/${'a'.repeat(400)}`
	])('%j is not', (path) => {
		expect(ownPath(path)).toBe('/home');
	});

	test('dots do not climb out', () => {
		expect(ownPath('/../../etc')).toBe('/etc');
		expect(ownPath('/.//other.example')).toBe('/home');
	});
});
