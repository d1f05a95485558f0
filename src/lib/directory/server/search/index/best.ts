import type { Segment } from './segment.ts';

/** Where an entry stands: by `at`, then by `key`, then by its id. */
export interface Standing {
	at: number;
	key: number;
	segment: Segment;
	entry: number;
}

/** The first `limit` of whatever it is shown, over all segments. A heap, the last of them on top. */
export interface Best {
	readonly length: number;
	readonly isFull: boolean;
	/** `at` of the last of them; Infinity while there is room. */
	readonly worst: number;
	show(at: number, key: number, segment: Segment, entry: number): void;
	inOrder(): Standing[];
}

export function openBest(limit: number): Best {
	const heap: Standing[] = [];

	function rise(place: number): void {
		while (place > 0) {
			const parent = (place - 1) >>> 1;
			if (compare(heap[place]!, heap[parent]!) <= 0) return;
			swap(place, parent);
			place = parent;
		}
	}
	function sink(): void {
		for (let place = 0; ;) {
			let last = place;
			for (let child = place * 2 + 1; child <= place * 2 + 2 && child < heap.length; child++)
				if (compare(heap[child]!, heap[last]!) > 0) last = child;
			if (last === place) return;
			swap(place, last);
			place = last;
		}
	}
	function swap(a: number, b: number): void {
		[heap[a], heap[b]] = [heap[b]!, heap[a]!];
	}

	return {
		get length() {
			return heap.length;
		},
		get isFull() {
			return heap.length === limit;
		},
		get worst() {
			return heap.length === limit && limit > 0 ? heap[0]!.at : Infinity;
		},
		show(at, key, segment, entry) {
			if (heap.length < limit) {
				heap.push({ at, key, segment, entry });
				rise(heap.length - 1);
				return;
			}
			const last = heap[0];
			if (!last || at > last.at || (at === last.at && key > last.key)) return;
			if (
				at === last.at &&
				key === last.key &&
				compareIds(segment, entry, last.segment, last.entry) > 0
			)
				return;
			heap[0] = { at, key, segment, entry };
			sink();
		},
		inOrder: () => heap.sort(compare)
	};
}

function compare(a: Standing, b: Standing): number {
	if (a.at !== b.at) return a.at < b.at ? -1 : 1;
	return a.key - b.key || compareIds(a.segment, a.entry, b.segment, b.entry);
}

function compareIds(a: Segment, entryOfA: number, b: Segment, entryOfB: number): number {
	for (let i = 0; i < 4; i++) {
		const apart = a.ids[entryOfA * 4 + i]! - b.ids[entryOfB * 4 + i]!;
		if (apart !== 0) return apart;
	}
	return 0;
}
