import type { Bits } from './bits.ts';
import type { Room } from './room.ts';

/** The memory that one query after the other works in, so that none has to be asked for. */
export interface Scratch {
	/** Empty bits of the room; they are counted there. */
	bits(room: Room): Bits;
	/** Room for so many numbers; what is in it is left from before. */
	list(size: number): Uint32Array;
	/** Everything taken may be taken again. */
	release(): void;
	/** Of the lists. */
	readonly bytes: number;
}

export function openScratch(): Scratch {
	const freeBits = new WeakMap<Room, Bits[]>();
	const free = new Map<number, Uint32Array[]>();
	const takenBits: [Room, Bits][] = [];
	const taken: Uint32Array[] = [];
	let bytes = 0;
	return {
		bits(room) {
			const used = freeBits.get(room)?.pop();
			if (used) room.clear(used);
			const bits = used ?? room.bits();
			takenBits.push([room, bits]);
			return bits;
		},
		list(size) {
			const length = 2 ** Math.ceil(Math.log2(Math.max(64, size)));
			let list = free.get(length)?.pop();
			if (!list) {
				list = new Uint32Array(length);
				bytes += list.byteLength;
			}
			taken.push(list);
			return list;
		},
		release() {
			for (const list of taken) {
				const same = free.get(list.length);
				if (same) same.push(list);
				else free.set(list.length, [list]);
			}
			for (const [room, bits] of takenBits) {
				const same = freeBits.get(room);
				if (same) same.push(bits);
				else freeBits.set(room, [bits]);
			}
			taken.length = takenBits.length = 0;
		},
		get bytes() {
			return bytes;
		}
	};
}
