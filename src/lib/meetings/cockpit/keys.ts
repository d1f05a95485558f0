/** Keys of the cockpit, each with what it does: to a panel, or one thing that is always right. */
export const KEYS = [
	{ key: '1', does: 'calls' },
	{ key: '2', does: 'door' },
	{ key: '3', does: 'line' },
	{ key: '4', does: 'people' },
	{ key: '5', does: 'run' },
	{ key: '6', does: 'words' },
	{ key: 'c', does: 'cards' },
	{ key: 'p', does: 'pause' },
	{ key: '?', does: 'keys' }
] as const;
export type Does = (typeof KEYS)[number]['does'];

/** The panels that a key goes to, and on a phone the leaf that they are on. */
export const LEAF_OF = {
	calls: 'people',
	door: 'people',
	line: 'people',
	people: 'people',
	run: 'run',
	words: 'circle'
} as const;

const typing = 'input, textarea, select, [contenteditable]';

/** What this press is meant to do here; null while somebody types, or when it is the browser’s own key. */
export function doneBy(event: KeyboardEvent): Does | null {
	if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing)
		return null;
	const { target } = event;
	if (target instanceof Element && target.closest(`${typing}, dialog`)) return null;
	if (document.querySelector('dialog[open]')) return null;
	return KEYS.find(({ key }) => key === event.key)?.does ?? null;
}

/** To the panel’s field when it is there to write in, else to its heading. */
export function goTo(panel: keyof typeof LEAF_OF): void {
	const found = [...document.querySelectorAll<HTMLElement>(`[data-panel='${panel}']`)].find(
		(each) => each.checkVisibility()
	);
	const writes = panel === 'line' || panel === 'words';
	const place =
		(writes && found?.querySelector<HTMLElement>('input, textarea')) ||
		found?.querySelector<HTMLElement>('h2') ||
		found;
	if (!place) return;
	if (!place.matches(typing)) place.tabIndex = -1;
	place.focus();
	place.scrollIntoView({ block: 'nearest' });
}
