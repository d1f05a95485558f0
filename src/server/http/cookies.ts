import type { Cookies } from '@sveltejs/kit';

/**
 * The two halves of a login. Scripts cannot read the first; Leave now deletes the second at once, without
 * a server. `__Host-` binds both to this very host over an encrypted connection.
 */
const loginCookie = '__Host-hs_login';
const hereCookie = '__Host-hs_here';
const longest = 64;

export interface LoginCookies {
	token: string;
	here: string;
}

/** Both halves, or null: one alone counts as nothing. */
export function readLogin(cookies: Cookies): LoginCookies | null {
	const token = cookies.get(loginCookie);
	const here = cookies.get(hereCookie);
	if (!token || !here || token.length > longest || here.length > longest) return null;
	return { token, here };
}

/**
 * Gives the browser a login. On a private device it is kept until it ends; elsewhere it goes when the
 * browser is closed, and the server ends it sooner.
 */
export function keepLogin(
	cookies: Cookies,
	login: LoginCookies & { endsAt: Date; privateDevice: boolean }
): void {
	const lasting = login.privateDevice ? { expires: login.endsAt } : {};
	cookies.set(loginCookie, login.token, { ...attributes, ...lasting, httpOnly: true });
	cookies.set(hereCookie, login.here, { ...attributes, ...lasting, httpOnly: false });
}

/** Takes both halves away. */
export function forgetLogin(cookies: Cookies): void {
	cookies.delete(loginCookie, { ...attributes, httpOnly: true });
	cookies.delete(hereCookie, { ...attributes, httpOnly: false });
}

const attributes = { path: '/', secure: true, sameSite: 'lax' } as const;

const setUpCookie = '__Host-hs_set_up';

/** The set-up token, once it was typed and opened the page; it goes when the browser is closed. */
export const keepSetUpToken = (cookies: Cookies, token: string): void =>
	cookies.set(setUpCookie, token, { ...attributes, sameSite: 'strict', httpOnly: true });

export const readSetUpToken = (cookies: Cookies): string | null =>
	cookies.get(setUpCookie)?.slice(0, longest) ?? null;

export const forgetSetUpToken = (cookies: Cookies): void =>
	cookies.delete(setUpCookie, { ...attributes, sameSite: 'strict', httpOnly: true });
