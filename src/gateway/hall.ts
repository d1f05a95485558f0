import * as meetings from '#lib/meetings/server/meetings.ts';
import { contained } from '#server/contained.ts';
import type { Ctx } from '#server/ctx.ts';
import type { Hint } from '#server/events.ts';
import type { Log } from '#server/log.ts';
import type { Around } from './around.ts';
import type { Connection } from './connection.ts';
import type { Logins } from './logins.ts';
import { Room } from './room.ts';

/** So many rooms are asked about together: words that come meanwhile must not wait for all of them. */
const ROOMS_AT_ONCE = 50;

/** All rooms this process holds, and the sweeps that keep them true to the tables. */
export class Hall {
	private readonly ctx: Ctx;
	private readonly logins: Logins;
	private readonly log: Log;
	private readonly around: Partial<Around>;
	private readonly rooms = new Map<string, Promise<Room>>();
	private readonly open = new Map<string, Room>();
	private sweeping: Promise<void> | null = null;
	private sweepAgain = false;

	constructor(ctx: Ctx, logins: Logins, log: Log, around: Partial<Around> = {}) {
		this.ctx = ctx;
		this.logins = logins;
		this.log = log;
		this.around = around;
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
		if (hint.kind !== 'meeting') return void this.sweep();
		const room = this.open.get(hint.id);
		if (room && hint.seq > room.state.seq)
			void room.catchUp().catch(this.trouble(hint.id, 'a room could not catch up'));
	}

	/** Hints were lost: every room reads what it may have missed. */
	lookAgain(): void {
		for (const room of this.open.values())
			void room.catchUp().catch(this.trouble(room.meetingId, 'a room could not catch up'));
		void this.sweep();
	}

	/**
	 * Closes what may no longer be open: meetings that were called off, logins that ended, memberships that
	 * ended or changed their role, facilitators who may no longer lead.
	 * Calls that come while one runs are answered by one more run.
	 */
	sweep(): Promise<void> {
		if (this.sweeping) {
			this.sweepAgain = true;
			return this.sweeping;
		}
		this.sweeping = this.sweepOnce()
			.catch((error: unknown) => this.log.error({ err: error }, 'connections could not be checked'))
			.finally(() => {
				this.sweeping = null;
				if (!this.sweepAgain) return;
				this.sweepAgain = false;
				void this.sweep();
			});
		return this.sweeping;
	}

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
		await this.sweeping;
		await Promise.all([...this.open.values()].map((room) => room[Symbol.asyncDispose]()));
		this.open.clear();
		this.rooms.clear();
	}

	private async sweepOnce(): Promise<void> {
		const rooms = [...this.open.values()];
		for (let first = 0; first < rooms.length; first += ROOMS_AT_ONCE)
			await this.sweepSome(rooms.slice(first, first + ROOMS_AT_ONCE));
	}

	private async sweepSome(rooms: readonly Room[]): Promise<void> {
		const there = rooms.flatMap((room) =>
			room.guests().map((connection) => ({ room, connection }))
		);
		const guests = there.flatMap(({ connection }) => connection.guest ?? []);
		const came = there.flatMap(({ room: { meetingId }, connection: { guest } }) =>
			guest ? [{ id: guest.id, meetingId, role: guest.role }] : []
		);
		const [calledOff, ended, gone] = await Promise.all([
			meetings.calledOff(
				this.ctx,
				rooms.map((room) => room.meetingId)
			),
			this.logins.endedAmong(this.ctx, [...new Set(guests.map((guest) => guest.loginId))]),
			meetings.gone(this.ctx, came)
		]);
		for (const room of rooms.filter(({ meetingId }) => calledOff.has(meetingId))) {
			await room.callOff().catch(this.trouble(room.meetingId, 'a room could not be called off'));
		}
		for (const { room, connection } of there) {
			const { guest } = connection;
			if (!guest) continue;
			if (gone.has(guest.id)) {
				await room
					.exclude(guest.id)
					.catch(this.trouble(room.meetingId, 'somebody could not be excluded'));
			} else if (ended.has(guest.loginId)) connection.close('signed-out');
		}
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
