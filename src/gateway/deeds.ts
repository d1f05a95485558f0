import type { Command, Decision } from '#lib/meetings/commands.ts';
import { isFacilitator, type RoomState } from '#lib/meetings/room.ts';
import { Bucket, LIMITS, type Rate } from './limits.ts';

/**
 * What members do by themselves and is stored as an event, by membership: a new connection gives nobody more.
 * What lets go is always free: to rest, to leave, to pass, to finish, to take a wish back, to call for help.
 * Each of these can only follow on something that is counted here, or that a facilitator did, so that they are
 * bounded as well. Facilitators keep the meeting going, and are not counted.
 */
export class Deeds {
	private readonly rate: Rate;
	private readonly left = new Map<string, Bucket>();

	constructor(rate: Rate = LIMITS.deeds) {
		this.rate = rate;
	}

	/** The decision, or that it is too often. `now` is the meeting's clock. */
	bounded(state: RoomState, who: string, asked: Asked, decision: Decision): Decision {
		const { command, now } = asked;
		if ('refused' in decision || decision.events.length === 0) return decision;
		if (!isCounted(command) || isFacilitator(state, who)) return decision;
		const bucket = this.left.get(who) ?? new Bucket(this.rate, now);
		this.left.set(who, bucket);
		return bucket.take(now) ? decision : { refused: 'too-often' };
	}
}
interface Asked {
	command: Command;
	now: number;
}

function isCounted(command: Command): boolean {
	switch (command.t) {
		case 'enter':
			return command.role === 'member';
		case 'go':
			return command.to !== 'resting';
		case 'take':
		case 'defer':
		case 'want-turn':
		case 'hand-to':
			return true;
		default:
			return false;
	}
}
