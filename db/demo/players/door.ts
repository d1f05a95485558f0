import { second, type Move } from './move.ts';
import type { View } from './view.ts';

/** Lets in who waits, one by one, visitors first. */
export function letIn({ room, isVisitor }: View): Move[] {
	if (room.stage === 'before' || room.locked) return [];
	const waiting = room.people.filter(({ place }) => place === 'waiting');
	const inOrder = waiting.toSorted((a, b) => Number(isVisitor(b.id)) - Number(isVisitor(a.id)));
	return inOrder.map(({ id, since }) => ({
		...{ key: `admit:${id}:${since}`, after: 2 * second },
		send: [{ t: 'admit', who: id }]
	}));
}
