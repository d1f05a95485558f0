import { isInside } from '#lib/meetings/room.ts';
import { nextTurn } from '#lib/meetings/turn-order.ts';
import type { View } from './view.ts';

/** So many of the others speak before a visitor does: then it is known what a turn is like. */
const SPEAK_BEFORE = 2;

/** The circle decides. A round that would begin with a visitor begins a little before them. */
export function whoIsNext({ room, isVisitor }: View): string | null {
	const next = nextTurn(room);
	const hasBegun = room.done.length + room.passed.length > 0;
	if (next === null || hasBegun || !isVisitor(next)) return next;
	const seat = room.circle.indexOf(next);
	const before = [...room.circle.slice(seat + 1), ...room.circle.slice(0, seat)].filter(
		(id) => id !== room.lead && !isVisitor(id) && isInside(room, id)
	);
	return before.at(-SPEAK_BEFORE) ?? before.at(0) ?? next;
}
