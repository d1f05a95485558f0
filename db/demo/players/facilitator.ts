import type { Scene } from '../script/script.ts';
import { besideTheGroup } from './companion.ts';
import { opening, withTheGroup } from './lead.ts';
import { second, type Mind } from './move.ts';

/**
 * One of the two facilitators. Who leads is the room's own question: the companion takes over when
 * the lead is lost, and then does all that a lead does.
 */
export const facilitatorMind =
	(scene: Scene, seat: 'lead' | 'companion'): Mind =>
	(view) => {
		const { room, me } = view;
		if (view.place !== 'inside') return [];
		if (room.ended) return [{ key: 'go', after: 20 * second, send: [], goes: true }];
		if (room.stage === 'before') {
			return seat === 'lead' ? opening(view) : besideTheGroup(view, scene);
		}
		return room.lead === me ? withTheGroup(view, scene) : besideTheGroup(view, scene);
	};
