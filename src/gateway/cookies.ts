/** The two halves of a sign-in: a login counts only with both. */
export interface LoginPair {
	token: string;
	here: string;
}

const TOKEN = '__Host-hs_login';
const HERE = '__Host-hs_here';
const LONGEST = 200;

/** Reads both halves from a Cookie header; null unless both are there. */
export function loginPair(header: string | undefined): LoginPair | null {
	const cookies = new Map<string, string>();
	for (const piece of (header ?? '').split(';')) {
		const at = piece.indexOf('=');
		if (at > 0) cookies.set(piece.slice(0, at).trim(), piece.slice(at + 1).trim());
	}
	const token = cookies.get(TOKEN);
	const here = cookies.get(HERE);
	if (!token || !here || token.length > LONGEST || here.length > LONGEST) return null;
	return { token, here };
}
