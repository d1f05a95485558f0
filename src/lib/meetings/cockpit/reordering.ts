import type { Attachment } from 'svelte/attachments';

/**
 * Lets the rows of a list be dragged by their handles (`data-handle`), by mouse or finger. `move` puts the
 * row at one place into another, and says whether it did. The keyboard has buttons instead.
 */
export function reordering(move: (from: number, to: number) => boolean): Attachment<HTMLElement> {
	return (list) => {
		let held: HTMLElement | null = null;

		const rows = () => Array.from(list.children) as HTMLElement[];

		function take(event: PointerEvent) {
			const handle = event.target instanceof Element ? event.target.closest('[data-handle]') : null;
			held = handle ? (rows().find((row) => row.contains(handle)) ?? null) : null;
			if (!held) return;
			event.preventDefault();
			held.dataset.held = 'yes';
		}

		function drag(event: PointerEvent) {
			if (!held) return;
			const all = rows();
			const from = all.indexOf(held);
			const beyond = (row: HTMLElement, i: number) => {
				const { top, height } = row.getBoundingClientRect();
				const middle = top + height / 2;
				return i < from ? event.clientY < middle : i > from && event.clientY > middle;
			};
			const over = all.map(beyond);
			const to = over.indexOf(true) < from ? over.indexOf(true) : over.lastIndexOf(true);
			if (to >= 0 && to !== from) move(from, to);
		}

		function drop() {
			if (held) delete held.dataset.held;
			held = null;
		}

		const ends = ['pointerup', 'pointercancel', 'blur'] as const;
		list.addEventListener('pointerdown', take);
		addEventListener('pointermove', drag);
		for (const end of ends) addEventListener(end, drop);
		return () => {
			list.removeEventListener('pointerdown', take);
			removeEventListener('pointermove', drag);
			for (const end of ends) removeEventListener(end, drop);
		};
	};
}
