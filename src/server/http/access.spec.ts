import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../ctx.ts';
import { accessOf, mayOpen } from './access.ts';

const routes = fileURLToPath(new URL('../../routes/', import.meta.url));
const served = /^(\+page\.svelte|\+page\.server\.ts|\+server\.ts)$/;

const all = readdirSync(routes, { recursive: true, encoding: 'utf8' })
	.map((path) => path.split('/'))
	.filter((parts) => served.test(parts.at(-1)!))
	.map((parts) => `/${parts.slice(0, -1).join('/')}`);

describe('every route says who may open it', () => {
	test.each([...new Set(all)])('%s', (id) => {
		expect(accessOf(id)).not.toBeNull();
	});
	test('and one that does not is nobody’s', () => {
		expect(accessOf('/somewhere')).toBeNull();
		expect(accessOf('/(unheard)/of')).toBeNull();
	});
});

describe('the one not allowed is kept out', () => {
	const person: Actor = { kind: 'account', accountId: 'a', loginId: 'l', roles: [] };
	const coordinator: Actor = { ...person, roles: ['coordinator'] };
	test('nobody opens members’ pages', () => {
		expect(mayOpen({ kind: 'nobody' }, 'account')).toBe(false);
	});
	test('a member does not open the programme', () => {
		expect(mayOpen(person, 'coordinator')).toBe(false);
		expect(mayOpen({ ...person, roles: ['facilitator'] }, 'coordinator')).toBe(false);
	});
	test('a coordinator does', () => {
		expect(mayOpen(coordinator, 'coordinator')).toBe(true);
	});
	test('everybody opens public pages', () => {
		expect(mayOpen({ kind: 'nobody' }, 'anyone')).toBe(true);
	});
});
