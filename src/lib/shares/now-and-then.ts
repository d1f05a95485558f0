/** While somebody is at the page, it looks as often as this; else more rarely. In milliseconds. */
const USUAL = 20_000;
const AWAY = 120_000;
/** Without a press, a key or scrolling for so long nobody is taken to be there. */
const AWAY_AFTER = 300_000;
/** Somebody who goes to and fro between two pages does not make it look more often than this. */
const LEAST = 5_000;

const signs = ['pointerdown', 'keydown', 'wheel', 'scroll'];

/**
 * Calls `look` now and then, for as long as the page can be seen; at once when somebody comes back to it. It is
 * told whether nobody has done anything on the page since the last time. When it answers false, or `stop` is
 * called, that was the last time. What goes wrong is left for the next time: nobody waits for this.
 */
export function nowAndThen(
	look: (isUnattended: boolean, signal: AbortSignal) => Promise<boolean>
): () => void {
	const ending = new AbortController();
	const { signal } = ending;
	let lastSign = Date.now();
	let lastLook = lastSign;
	let isUnderWay = false;
	const ago = (at: number) => Date.now() - at;

	async function lookNow(): Promise<void> {
		if (isUnderWay || document.hidden) return;
		isUnderWay = true;
		const isUnattended = lastSign <= lastLook;
		lastLook = Date.now();
		const goesOn = await look(isUnattended, signal).catch(() => true);
		isUnderWay = false;
		if (!goesOn) ending.abort();
	}
	const timer = setInterval(() => {
		if (ago(lastSign) < AWAY_AFTER || ago(lastLook) >= AWAY) void lookNow();
	}, USUAL);
	signal.addEventListener('abort', () => clearInterval(timer));

	for (const kind of signs)
		addEventListener(kind, () => (lastSign = Date.now()), { passive: true, capture: true, signal });
	document.addEventListener(
		'visibilitychange',
		() => {
			if (document.hidden) return;
			lastSign = Date.now();
			if (ago(lastLook) >= LEAST) void lookNow();
		},
		{ signal }
	);
	return () => ending.abort();
}
