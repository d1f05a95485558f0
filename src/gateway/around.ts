import { onCallDue, toldOnCall } from '#lib/meetings/clock.ts';
import type { Decision } from '#lib/meetings/commands.ts';
import type { RoomState } from '#lib/meetings/room.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { contained } from '#server/contained.ts';
import type { Log } from '#server/log.ts';

interface Meeting {
	meetingId: string;
	groupId: string;
}

/** Where control events are kept, and what else the tables say of a meeting. */
export type Kept = Pick<typeof meetings, 'record' | 'readControl' | 'faces' | 'readyToOpen'>;

/** Whoever is called from outside the room when nobody in it comes. */
export interface OnCall {
	/**
	 * Tells whoever is on call that a call for help waits in this meeting, never who called or why. Answers
	 * whether somebody was reached, or null when somebody is on call and could not be: then, as after an
	 * error, it is tried again.
	 */
	alert(meeting: Meeting, call: string): Promise<boolean | null>;
	/** Whether anybody would be reached now. */
	anybody(): Promise<boolean>;
}
const nobodyOnCall: OnCall = {
	alert: () => Promise.resolve(false),
	anybody: () => Promise.resolve(false)
};

/** What a room depends on, and tests and simulations put something else for. */
export interface Around {
	kept: Kept;
	onCall: OnCall;
}
export const around = (given: Partial<Around> = {}): Around => ({
	kept: given.kept ?? meetings,
	onCall: given.onCall ?? nobodyOnCall
});

/** Somebody who is on call and cannot be written to is tried this often, in milliseconds, so long. */
const TRIED_EVERY = 60_000;
const TRIED_FOR = 5 * 60_000;

/** The calls for help of one room that are told to whoever is on call: once each, and nobody waits for it. */
export class CallingOut {
	private readonly onCall: OnCall;
	private readonly meeting: Meeting;
	private readonly log: Log;
	private readonly follow: (decide: (state: RoomState) => Decision) => Promise<unknown>;
	private readonly underWay = new Set<string>();
	/** What came of it, should storing it take more than one try. */
	private readonly reached = new Map<string, boolean>();
	/** When a call was first tried in vain, and when it is tried again. */
	private readonly tried = new Map<string, { since: number; next: number }>();

	constructor(
		{ onCall }: Around,
		meeting: Meeting,
		log: Log,
		follow: (decide: (state: RoomState) => Decision) => Promise<unknown>
	) {
		this.onCall = onCall;
		this.meeting = meeting;
		this.log = log;
		this.follow = follow;
	}

	tick(state: RoomState, now: number): void {
		for (const { call } of onCallDue(state, now)) {
			if (this.underWay.has(call) || now < (this.tried.get(call)?.next ?? now)) continue;
			this.underWay.add(call);
			const work = () => this.alert(call, now).finally(() => this.underWay.delete(call));
			contained(this.log, 'calling whoever is on call', work)();
		}
	}

	private async alert(call: string, now: number): Promise<void> {
		const { meetingId, groupId } = this.meeting;
		const reached =
			this.reached.get(call) ?? (await this.onCall.alert({ meetingId, groupId }, call));
		const { since } = this.tried.get(call) ?? { since: now };
		if (reached === null && now - since < TRIED_FOR) {
			this.tried.set(call, { since, next: now + TRIED_EVERY });
			return;
		}
		this.reached.set(call, reached ?? false);
		await this.follow((state) => toldOnCall(state, call, reached ?? false));
	}
}
