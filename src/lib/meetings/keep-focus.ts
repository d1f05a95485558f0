import type { Attachment } from 'svelte/attachments';

const pressable = 'a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary';

/**
 * Whoever works by keyboard is never thrown back to the beginning: when what has the focus moves, it keeps
 * it; when it goes away, the focus goes to what stands in its place, else to the panel's heading.
 */
export const keepFocus: Attachment<HTMLElement> = (root) => {
	let last: HTMLElement | null = null;
	let around: HTMLElement[] = [];
	let place = 0;

	const inside = (box: HTMLElement) =>
		[...box.querySelectorAll<HTMLElement>(pressable)].filter((each) => each.checkVisibility());

	function remember(event: FocusEvent) {
		if (!(event.target instanceof HTMLElement)) return;
		last = event.target;
		around = [];
		for (let box = last.parentElement; box && box !== root; box = box.parentElement)
			if (box.matches('li, ul, ol, section')) around.push(box);
		note();
	}

	/** The rows before it may change while it has the focus. */
	function note() {
		const box = around.find((each) => !each.matches('li'));
		if (last && box) place = Math.max(0, inside(box).indexOf(last));
	}

	function look() {
		if (!last || document.activeElement !== document.body) return note();
		if (last.isConnected && last.matches(':not(:disabled)') && last.checkVisibility()) {
			last.focus();
			return;
		}
		const box = around.find((each) => each.isConnected && !each.matches('li'));
		const next = box && inside(box);
		if (next?.length) next[Math.min(place, next.length - 1)]?.focus();
		else toHeading(box ?? root);
	}

	function toHeading(box: HTMLElement) {
		const heading = box.querySelector<HTMLElement>('h2, h3') ?? box;
		heading.tabIndex = -1;
		heading.focus();
	}

	/** A press beside everything is meant. */
	const letGo = () => {
		if (document.activeElement === document.body) last = null;
	};

	const watcher = new MutationObserver(look);
	watcher.observe(root, {
		childList: true,
		subtree: true,
		attributeFilter: ['disabled', 'hidden']
	});
	root.addEventListener('focusin', remember);
	document.addEventListener('pointerup', letGo);
	return () => {
		watcher.disconnect();
		root.removeEventListener('focusin', remember);
		document.removeEventListener('pointerup', letGo);
	};
};
