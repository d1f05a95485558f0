import type { ControlEvent } from './room-events.ts';
import { personIn, type RoomState } from './room-state.ts';

const NEVER = new Set<ControlEvent['kind']>([
	'waiting',
	'admitted',
	'door',
	'muted',
	'asked_aside',
	'help_called',
	'help_told',
	'help_on_call',
	'help_taken',
	'help_settled'
]);

/**
 * The event as members may know it, or null. Whoever goes is gone, whatever the reason; and nobody goes twice:
 * what happens to somebody who is away already would tell of a removal, or of another name they came back under.
 */
export function forMembers(before: RoomState, event: ControlEvent): ControlEvent | null {
	if (NEVER.has(event.kind)) return null;
	if (event.kind !== 'went' && event.kind !== 'removed') return event;
	const { seq, at, data } = event;
	const isSeen = before.circle.includes(data.who) && personIn(before, data.who)?.place === 'inside';
	if (!isSeen) return null;
	const since = event.kind === 'went' ? event.data.since : at;
	return { seq, at, kind: 'went', data: { who: data.who, why: 'left', since } };
}
