import type { ControlEvent, Role } from '../room-events.ts';
import type { RoomState } from '../room-state.ts';

/**
 * Since when members have been in the circle with no facilitator in it. Who leads can be lost, and who watches
 * over people be in the side room at that moment: that somebody is in the meeting is not enough.
 */
export function circleAlone(
	before: RoomState,
	after: RoomState,
	event: ControlEvent
): number | null {
	const sits = (wanted: Role) =>
		after.people.some(
			({ role, place, spot }) => role === wanted && place === 'inside' && spot === 'circle'
		);
	if (sits('facilitator') || !sits('member')) return null;
	// That a connection was lost is known only a little later.
	return before.circleAlone ?? (event.kind === 'went' ? event.data.since : event.at);
}
