import type { Cookies } from '@sveltejs/kit';
import { expect, test } from 'vitest';
import { forgetLogin, keepLogin, readLogin } from './cookies.ts';

type Options = Parameters<Cookies['set']>[2];

/** What a browser would keep. */
function jar() {
	const kept = new Map<string, { value: string; options: Options }>();
	const cookies = {
		get: (name: string) => kept.get(name)?.value,
		set: (name: string, value: string, options: Options) => void kept.set(name, { value, options }),
		delete: (name: string) => void kept.delete(name)
	} as Cookies;
	return { kept, cookies };
}

const login = {
	token: 'secret',
	here: 'seen',
	endsAt: new Date('2026-12-22'),
	privateDevice: false
};

test('a login is two cookies of this host alone; scripts can read only the one that Leave now deletes', () => {
	const { kept, cookies } = jar();
	keepLogin(cookies, login);
	const bound = { path: '/', secure: true, sameSite: 'lax' };
	expect(Object.fromEntries(kept)).toEqual({
		'__Host-hs_login': { value: 'secret', options: { ...bound, httpOnly: true } },
		'__Host-hs_here': { value: 'seen', options: { ...bound, httpOnly: false } }
	});
	expect(readLogin(cookies)).toEqual({ token: 'secret', here: 'seen' });
});

test('it outlives the browser only on a private device', () => {
	const { kept, cookies } = jar();
	keepLogin(cookies, { ...login, privateDevice: true });
	for (const { options } of kept.values()) expect(options?.expires).toEqual(login.endsAt);
});

test.each(['__Host-hs_login', '__Host-hs_here'])('without %s there is no login', (half) => {
	const { kept, cookies } = jar();
	keepLogin(cookies, login);
	kept.delete(half);
	expect(readLogin(cookies)).toBeNull();
});

test('forgetting takes both halves away', () => {
	const { kept, cookies } = jar();
	keepLogin(cookies, login);
	forgetLogin(cookies);
	expect(kept.size).toBe(0);
});
