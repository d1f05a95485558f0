import type { Attachment } from 'svelte/attachments';

const pressable = 'a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary';

const inside = (box: Element): HTMLElement[] =>
	[...box.querySelectorAll<HTMLElement>(pressable)].filter((each) => each.checkVisibility());

/** Where somebody stands: each box around the one that has the focus, and which child of it they are in. */
interface Standing {
	box: Element;
	child: number;
}

function standingOf(element: HTMLElement, root: Element): Standing[] {
	const around: Standing[] = [];
	let child: Element = element;
	while (child !== root && child.parentElement) {
		const box = child.parentElement;
		around.push({ box, child: [...box.children].indexOf(child) });
		child = box;
	}
	return around;
}

/** What stands where the one with the focus stood: in its row, in the next row, in the panel. */
function nearest(around: readonly Standing[]): HTMLElement | undefined {
	for (const { box, child } of around) {
		if (!box.isConnected) continue;
		const last = box.children.length - 1;
		const there = box.children[Math.min(child, last)];
		const found = there && (there.matches(pressable) ? there : inside(there)[0]);
		const next = (found as HTMLElement | undefined) ?? inside(box)[0];
		if (next?.checkVisibility()) return next;
		const heading = box.matches('section') ? box.querySelector<HTMLElement>('h2, h3') : null;
		if (!heading) continue;
		heading.tabIndex = -1;
		return heading;
	}
	return undefined;
}

/**
 * Whoever works by keyboard is never thrown back to the beginning: what has the focus keeps it when it
 * moves; when it goes away, the focus goes to what stands in its place, else to the panel's heading.
 */
export const keepFocus: Attachment<HTMLElement> = (root) => {
	let last: HTMLElement | null = null;
	let around: Standing[] = [];

	function remember() {
		const { activeElement } = document;
		if (!(activeElement instanceof HTMLElement) || !root.contains(activeElement)) return;
		last = activeElement;
		around = standingOf(last, root);
	}

	function look() {
		if (!last || document.activeElement !== document.body) return remember();
		const stays = last.isConnected && !last.matches(':disabled') && last.checkVisibility();
		(stays ? last : nearest(around))?.focus();
		remember();
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
