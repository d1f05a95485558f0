/** Three presses of Shift alone within this time mean Leave now. */
const WITHIN_MS = 5000;
const PRESSES = 3;

interface Key {
	key: string;
	timeStamp: number;
	repeat?: boolean;
	ctrlKey?: boolean;
	altKey?: boolean;
	metaKey?: boolean;
}

/**
 * Counts presses of Shift alone. `up` answers true on the third within five seconds. Any other key
 * or a press of the mouse starts anew, so that capital letters and Shift-clicks never count.
 */
export function countShifts(): { down(key: Key): void; up(key: Key): boolean; other(): void } {
	let held = false;
	let presses: number[] = [];

	function other(): void {
		held = false;
		presses = [];
	}

	return {
		down(key) {
			if (key.repeat) return;
			if (key.key !== 'Shift' || key.ctrlKey || key.altKey || key.metaKey) other();
			else held = true;
		},
		up(key) {
			if (key.key !== 'Shift' || !held) return false;
			held = false;
			presses = [...presses.filter((at) => key.timeStamp - at < WITHIN_MS), key.timeStamp];
			return presses.length >= PRESSES;
		},
		other
	};
}

/** Calls back when Shift was pressed three times on this page. Answers how to stop listening. */
export function onThreeShifts(then: () => void, page: Window = window): () => void {
	const count = countShifts();
	const listening = new AbortController();
	// Captured, so that no dialog or editor can keep it to itself.
	const options = { capture: true, signal: listening.signal };
	page.addEventListener('keydown', (event) => count.down(event), options);
	page.addEventListener('keyup', (event) => void (count.up(event) && then()), options);
	page.addEventListener('pointerdown', () => count.other(), options);
	page.addEventListener('blur', () => count.other(), options);
	return () => listening.abort();
}
