import * as meetings from '#lib/meetings/server/meetings.ts';
import { accountOf, type Ctx } from '#server/ctx.ts';
import type { Log } from '#server/log.ts';
import type { Guest } from './connection.ts';
import type { Logins } from './logins.ts';
import type { Room } from './room.ts';

/** So many rooms are asked about together: words that come meanwhile must not wait for all of them. */
const ROOMS_AT_ONCE = 50;
/** In so many turns every room is looked at once, whether anything hints at it or not. */
export const SWEEP_TURNS = 10;
/** Longer than it takes anybody from the door into a room, in milliseconds. */
const HINTS_KEPT = 10_000;

/**
 * Closes what may no longer be open: meetings that were called off, logins that ended, memberships that
 * ended or changed their role, facilitators who may no longer lead. What is hinted at is looked at at once;
 * everything else in turns, for what no event tells, such as a day that is over.
 */
export class Sweeping {
	private readonly ctx: Ctx;
	private readonly logins: Logins;
	private readonly log: Log;
	private readonly open: () => Iterable<Room>;
	private readonly due = new Set<Room>();
	/** Accounts and groups that were hinted at a moment ago, and when. */
	private readonly hinted = new Map<string, number>();
	private turn = 0;
	private waiting: Room[] = [];
	private atOnce = 0;
	private running: Promise<void> | null = null;

	constructor(ctx: Ctx, logins: Logins, log: Log, open: () => Iterable<Room>) {
		this.ctx = ctx;
		this.logins = logins;
		this.log = log;
		this.open = open;
	}

	/** Looks at these rooms now, or right after those that are being looked at. */
	look(rooms: Iterable<Room>): Promise<void> {
		for (const room of rooms) this.due.add(room);
		this.running ??= this.work().finally(() => (this.running = null));
		return this.running;
	}

	/** Something happened to an account or a group: wherever they are, that is looked at. */
	hint(id: string): void {
		this.hinted.set(id, performance.now());
		const concerned = [...this.open()].filter(
			(room) => room.groupId === id || room.guests().some(({ guest }) => isOf(guest, id))
		);
		if (concerned.length > 0) void this.look(concerned);
	}

	/** Somebody came in: what happened to them between the door and the room was hinted at before. */
	cameIn(room: Room, guest: Guest): void {
		const account = accountOf(guest.ctx);
		if (this.hinted.has(room.groupId) || (account && this.hinted.has(account)))
			void this.look([room]);
	}

	/** The next rooms whose turn it is. */
	nextTurn(): void {
		for (const [id, at] of this.hinted)
			if (performance.now() - at > HINTS_KEPT) this.hinted.delete(id);
		if (this.turn === 0) {
			this.waiting = [...this.open()];
			this.atOnce = Math.ceil(this.waiting.length / SWEEP_TURNS);
		}
		this.turn = (this.turn + 1) % SWEEP_TURNS;
		void this.look(this.waiting.splice(0, this.atOnce));
	}

	/** Resolves when nothing is being looked at. */
	idle = (): Promise<void> => this.running ?? Promise.resolve();

	private async work(): Promise<void> {
		while (this.due.size > 0) {
			const some = [...this.due.keys().take(ROOMS_AT_ONCE)];
			for (const room of some) this.due.delete(room);
			try {
				await this.sweep(some);
			} catch (error) {
				this.log.error({ err: error }, 'connections could not be checked');
				// Their turn comes again; a database that is away is not asked about each of them.
				this.due.clear();
			}
		}
	}

	private async sweep(rooms: readonly Room[]): Promise<void> {
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
		for (const room of rooms)
			if (calledOff.has(room.meetingId))
				await room.callOff().catch(this.trouble(room, 'a room could not be called off'));
		for (const { room, connection } of there) {
			const { guest } = connection;
			if (!guest) continue;
			if (gone.has(guest.id))
				await room.exclude(guest.id).catch(this.trouble(room, 'somebody could not be excluded'));
			else if (ended.has(guest.loginId)) connection.close('signed-out');
		}
	}

	/** One room's trouble is not another's. */
	private trouble({ meetingId: meeting }: Room, words: string) {
		return (error: unknown) => this.log.error({ err: error, meeting }, words);
	}
}

const isOf = (guest: Guest | null, account: string): boolean =>
	guest !== null && accountOf(guest.ctx) === account;
