import * as meetings from '#lib/meetings/server/meetings.ts';
import { contained } from '#server/contained.ts';
import type { Ctx } from '#server/ctx.ts';
import type { Hint } from '#server/events.ts';
import type { Log } from '#server/log.ts';
import type { Around } from './around.ts';
import type { Connection, Guest } from './connection.ts';
import type { Logins } from './logins.ts';
import { Room } from './room.ts';
import { Sweeping } from './sweeping.ts';

/** All rooms this process holds, kept true to the tables. */
export class Hall {
	private readonly ctx: Ctx;
	private readonly log: Log;
	private readonly around: Partial<Around>;
	private readonly rooms = new Map<string, Promise<Room>>();
	private readonly open = new Map<string, Room>();
	private readonly sweeping: Sweeping;

	constructor(ctx: Ctx, logins: Logins, log: Log, around: Partial<Around> = {}) {
		this.ctx = ctx;
		this.log = log;
		this.around = around;
		this.sweeping = new Sweeping(ctx, logins, log, () => this.open.values());
	}

	/**
	 * Opens the rooms of all meetings that were under way when the last process stopped. One that cannot
	 * be opened must not keep the others closed.
	 */
	async resume(): Promise<void> {
		for (const meeting of await meetings.underWay(this.ctx)) {
			await this.room(meeting).catch(
				this.trouble(meeting.meetingId, 'a room could not be resumed')
			);
		}
	}

	/** The room of a meeting; opened once, however many come at the same moment. */
	room(meeting: { meetingId: string; groupId: string }): Promise<Room> {
		const known = this.rooms.get(meeting.meetingId);
		if (known) return known;
		const opening = Room.resume(this.ctx, this.log, meeting, this.around);
		this.rooms.set(meeting.meetingId, opening);
		opening.then(
			(room) => this.open.set(meeting.meetingId, room),
			() => this.rooms.delete(meeting.meetingId)
		);
		return opening;
	}

	/** Lets a second pass in every room. One room's trouble is not another's. */
	async tick(): Promise<void> {
		await Promise.all(
			[...this.open.values()].map(async (room) => {
				await room.tick().catch(this.trouble(room.meetingId, 'a room could not follow its clock'));
				if (room.isIdle) this.drop(room);
			})
		);
	}

	/** A notification is worth a look, no more; what it says is read again from the tables. */
	look(hint: Hint): void {
		if (hint.kind !== 'meeting') return this.sweeping.hint(hint.id);
		const room = this.open.get(hint.id);
		if (room && hint.seq > room.state.seq)
			void room.catchUp().catch(this.trouble(hint.id, 'a room could not catch up'));
	}

	/** Hints were lost: every room reads what it may have missed. */
	lookAgain(): void {
		for (const room of this.open.values())
			void room.catchUp().catch(this.trouble(room.meetingId, 'a room could not catch up'));
		void this.sweeping.look(this.open.values());
	}

	/** Some rooms are looked at, so that in `SWEEP_TURNS` turns all of them are. */
	sweep = (): void => this.sweeping.nextTurn();

	/** Somebody is in: what happened to them meanwhile still holds. */
	cameIn = (room: Room, guest: Guest): void => this.sweeping.cameIn(room, guest);

	connections = (): Connection[] => [...this.open.values()].flatMap((room) => room.guests());

	/** Every meeting under way rests; browsers come back by themselves. */
	async pause(): Promise<void> {
		await Promise.all(
			[...this.open.values()].map(async (room) => {
				await room.halt().catch(this.trouble(room.meetingId, 'a meeting could not be paused'));
				await room[Symbol.asyncDispose]();
			})
		);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.sweeping.idle();
		await Promise.all([...this.open.values()].map((room) => room[Symbol.asyncDispose]()));
		this.open.clear();
		this.rooms.clear();
	}

	private drop(room: Room): void {
		this.open.delete(room.meetingId);
		this.rooms.delete(room.meetingId);
		contained(this.log, 'closing a room', () => room[Symbol.asyncDispose]())();
	}

	/** One room's trouble is not another's. */
	private trouble(meeting: string, words: string) {
		return (error: unknown) => this.log.error({ err: error, meeting }, words);
	}
}
