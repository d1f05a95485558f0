/**
 * Keeps the public crisis card and the public strategies on the device, and nothing else: three pages fetched
 * without cookies, with their styles and letters. No other answer is ever stored. See docs/decisions/0022.
 */
import { version } from '$app/env';
import { self } from '$app/service-worker';
import { awayPage, cardPage, fontsOf, libraryPage, planFor, stylesOf } from './plan.ts';

const box = `help-${version}`;
/** After this many milliseconds without an answer the card is worth more than waiting. */
const patience = 4000;
const day = 86_400_000;

self.addEventListener('install', (event) => event.waitUntil(keep()));

self.addEventListener('activate', (event) =>
	event.waitUntil(
		(async () => {
			const names = await caches.keys();
			await Promise.all(names.filter((name) => name !== box).map((name) => caches.delete(name)));
			await self.clients.claim();
		})()
	)
);

self.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (url.origin !== self.location.origin) return;
	const { method, mode, destination } = request;
	const plan = planFor({ method, mode, destination, path: url.pathname });
	if (plan === 'leave alone') return;
	if (plan === 'kept file') event.respondWith(keptFile(request));
	else if (plan === 'away') event.respondWith(fetch(request).catch(() => kept(awayPage)));
	else {
		const instead = plan === 'card' ? cardPage : libraryPage;
		event.respondWith(soon(request).catch(() => kept(instead)));
		event.waitUntil(keepWhenOld().catch(() => {}));
	}
});

/** Fetches what is kept as nobody, and puts it away only when all of it is there. */
async function keep(): Promise<void> {
	const files = new Map<string, Response>();
	const take = async (path: string): Promise<string> => {
		const known = files.get(path);
		if (known) return known.clone().text();
		const answer = await fetch(path, { credentials: 'omit', cache: 'no-cache', redirect: 'error' });
		if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
		files.set(path, answer.clone());
		return answer.text();
	};
	for (const page of [cardPage, awayPage, libraryPage])
		for (const sheet of stylesOf(await take(page), page))
			for (const font of fontsOf(await take(sheet), sheet)) await take(font);
	const cache = await caches.open(box);
	await Promise.all([...files].map(([path, answer]) => cache.put(path, answer)));
}

/** A number may be corrected while the version stays: the kept pages are renewed once a day. */
async function keepWhenOld(): Promise<void> {
	const made = (await caches.match(cardPage))?.headers.get('date');
	if (made && Date.now() - Date.parse(made) < day) return;
	await keep();
}

const kept = async (path: string): Promise<Response> =>
	(await caches.match(path, { ignoreVary: true })) ?? Response.error();

const keptFile = async (request: Request): Promise<Response> =>
	(await caches.match(request.url, { ignoreVary: true })) ?? fetch(request);

/** The server's answer, unless it is late or a fault. */
async function soon(request: Request): Promise<Response> {
	const late = new Promise<never>((_, reject) =>
		setTimeout(() => reject(new Error('late')), patience)
	);
	const answer = await Promise.race([fetch(request), late]);
	if (answer.status >= 500) throw new Error(`the server answered ${answer.status}`);
	return answer;
}
