import type { Part } from '#lib/groups/groups.ts';
import type { ControlEvent, Draft, RoomState } from '#lib/meetings/room.ts';
import { emptyRoom, numbered, reduce } from '#lib/meetings/room.ts';
import { conflict } from '#server/errors.ts';
import type { Kept } from '../around.ts';

/** How the next writing goes: the answer can be lost although it was stored. */
export type Writing = 'at once' | 'slow' | 'refused' | 'answer lost';

type Seen = (before: RoomState, event: ControlEvent, after: RoomState) => void;

/** The stored events of one meeting, as the tables keep them: numbered, one writer at a time, never lost. */
export class Store {
	readonly events: ControlEvent[] = [];
	/** What the events alone say. */
	state: RoomState = emptyRoom;
	isAway = false;
	next: Writing = 'at once';
	/** How often something could not be stored, or whoever wrote it did not learn that it was. */
	failed = 0;
	/** What the meeting will be, and who may lead it. */
	ready: { parts: Part[]; mayLead: ReadonlySet<string> } = { parts: [], mayLead: new Set() };
	private waiting: (() => void)[] = [];
	private readonly now: () => number;
	private readonly seen: Seen;

	constructor(now: () => number, seen: Seen) {
		this.now = now;
		this.seen = seen;
	}

	/** As one gateway uses it: when that process is gone, nothing of it is answered or written any more. */
	for(isGone: () => boolean): Kept {
		const never = () => new Promise<never>(() => {});
		return {
			faces: () => Promise.resolve([]),
			readyToOpen: () => {
				if (isGone()) return never();
				if (this.isAway) return Promise.reject(new Error('the store is away'));
				return Promise.resolve(this.ready);
			},
			readControl: (_ctx, _meeting, seq = 0) => {
				if (isGone()) return never();
				if (this.isAway) return Promise.reject(new Error('the store is away'));
				return Promise.resolve(this.events.filter((each) => each.seq > seq));
			},
			record: async (_ctx, _meeting, state, drafts) => {
				const how = this.isAway ? 'refused' : this.next;
				this.next = 'at once';
				const at = this.now();
				if (how === 'slow') await new Promise<void>((resolve) => this.waiting.push(resolve));
				if (isGone()) return never();
				if (how === 'refused' || this.isAway) throw this.failure('the store is away');
				const stored = this.write(state, drafts, at);
				if (how === 'answer lost') throw this.failure('the answer of the store was lost');
				return stored;
			}
		};
	}

	/** Something waits to be stored. */
	get isBusy(): boolean {
		return this.isAway || this.waiting.length > 0;
	}

	private failure(words: string): Error {
		this.failed += 1;
		return new Error(words);
	}

	/** What was slow is done now. */
	catchUp(): void {
		for (const resolve of this.waiting.splice(0)) resolve();
	}

	/** @throws meeting_moved_on when `state` is not what is stored */
	write(state: RoomState, drafts: readonly Draft[], at = this.now()): ControlEvent[] {
		if (state.seq !== this.events.length) throw conflict('meeting_moved_on');
		const stored = numbered(state, drafts, at);
		for (const event of stored) {
			const before = this.state;
			this.state = reduce(before, event);
			this.events.push(event);
			this.seen(before, event, this.state);
		}
		return stored;
	}
}
