import type { Voice } from '../script/script.ts';
import { saying, second, toRead, type Move } from './move.ts';
import type { View } from './view.ts';

/** Who holds the piece says what there is to say and lays it down, or passes. */
export function inTurn({ room, part, me }: View, voice: Voice): Move[] {
	if (!part || room.holder !== me || room.pause) return [];
	const turn = `${room.part}:${room.holderSince}`;
	const words = voice[part.name];
	if (!words) return [{ key: `pass:${turn}`, after: 5 * second, send: [{ t: 'pass' }] }];
	return [
		saying(`say:${room.part}`, words, 2 * second),
		{ key: `finish:${turn}`, after: toRead(words), send: [{ t: 'finish' }] }
	];
}
