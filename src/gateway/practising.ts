import type { Refusal } from '#lib/meetings/refusals.ts';
import { isFacilitator, isInside, personIn, type RoomState } from '#lib/meetings/room.ts';

/** Who practises along. Who they are is in this memory alone, until the practice is over. */
export class Practising {
	private readonly who = new Set<string>();

	begin = (): void => this.who.clear();

	add(state: RoomState, who: string): Refusal | null {
		if (!isInside(state, who)) return 'not-inside';
		if (!state.practice) return 'no-practice';
		if (!isFacilitator(state, who)) this.who.add(who);
		return null;
	}

	/** Of those who are in the circle now: who went to rest meanwhile is not among those who did not. */
	many = (state: RoomState): number =>
		[...this.who].filter((id) => isInside(state, id) && personIn(state, id)?.spot === 'circle')
			.length;
}
