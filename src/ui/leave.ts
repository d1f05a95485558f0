/**
 * The script half of Leave now. Everything that could be seen goes in one task, before anything is
 * awaited; then the server is told; then an ordinary page takes this one's place.
 */

/** The script-readable half of a login: without it the other half counts for nothing. */
const COMPANION_COOKIE = '__Host-hs_here';
/** Frames stop in a hidden tab; leaving does not wait for them longer than this. */
const BLANK_MS = 100;

type Farewell = () => void;
const farewells = new Set<Farewell>();

/**
 * Registers what must stop when the person leaves: close a socket, stop a microphone, drop a draft
 * or a key. Runs in the same task as the key press, so it must not wait. Answers how to unregister.
 */
export function onLeave(farewell: Farewell): () => void {
	farewells.add(farewell);
	return () => farewells.delete(farewell);
}

/** Where Leave now goes, and whom it tells. */
interface Way {
	/** the ordinary page that takes this one's place */
	site: string;
	/** the path that ends the login */
	action: string;
}

/** Leaves: wipes, tells the server, and goes to the ordinary page. Never asks, never throws. */
export function leaveNow(way: Way, page: Window = window): void {
	for (const farewell of farewells) attempt(farewell);
	wipe(page, way.site);
	attempt(() => page.sessionStorage.clear());
	attempt(() => page.localStorage.clear());
	attempt(() => {
		page.document.cookie = `${COMPANION_COOKIE}=; Path=/; Secure; SameSite=Lax; Max-Age=0`;
	});
	attempt(() => page.history.replaceState(null, ''));
	attempt(() => {
		// The answer points to another site; following it from here would need leave to connect there.
		const told = page.fetch(way.action, { method: 'POST', keepalive: true, redirect: 'manual' });
		told.catch(() => undefined);
	});
	afterTwoFrames(page, () => page.location.replace(way.site));
}

/** Empties the page: its words, what was typed, its title and icon, its sound. */
function wipe(page: Window, site = ''): void {
	const { document } = page;
	attempt(() => document.querySelectorAll('audio, video').forEach(silence));
	attempt(() => document.querySelectorAll('form').forEach((form) => form.reset()));
	attempt(() => {
		for (const typed of document.querySelectorAll('input, textarea')) {
			(typed as HTMLInputElement).value = '';
		}
	});
	const head = document.createElement('head');
	const title = document.createElement('title');
	title.textContent = hostOf(site);
	const icon = document.createElement('link');
	icon.rel = 'icon';
	icon.href = 'data:,';
	head.append(title, icon);
	document.documentElement.replaceChildren(head, document.createElement('body'));
}

/** A page shown again from memory holds what was on it: it is emptied and asked for anew. */
export function wipeWhenRestored(page: Window = window): () => void {
	const hide = (event: PageTransitionEvent): void => {
		if (event.persisted) wipe(page);
	};
	const show = (event: PageTransitionEvent): void => {
		if (!event.persisted) return;
		wipe(page);
		page.location.reload();
	};
	page.addEventListener('pagehide', hide);
	page.addEventListener('pageshow', show);
	return () => {
		page.removeEventListener('pagehide', hide);
		page.removeEventListener('pageshow', show);
	};
}

function silence(media: Element): void {
	const player = media as HTMLMediaElement;
	player.pause();
	const stream = player.srcObject;
	if (stream && 'getTracks' in stream) for (const track of stream.getTracks()) track.stop();
	player.srcObject = null;
	player.removeAttribute('src');
}

function afterTwoFrames(page: Window, then: () => void): void {
	let done = false;
	const once = (): void => {
		if (!done) then();
		done = true;
	};
	page.requestAnimationFrame(() => page.requestAnimationFrame(once));
	page.setTimeout(once, BLANK_MS);
}

function hostOf(site: string): string {
	return URL.canParse(site) ? new URL(site).hostname : '';
}

function attempt(step: () => void): void {
	try {
		step();
	} catch {
		// One thing that cannot be cleared must not keep the rest on the screen.
	}
}
