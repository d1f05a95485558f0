import { Hello } from '#lib/meetings/inputs.ts';
import type { Role } from '#lib/meetings/room.ts';
import { personIn } from '#lib/meetings/room.ts';
import { formFor } from '#lib/groups/groups.ts';
import { RESPONSES } from '#lib/meetings/speaking.ts';
import type { Ctx } from '#server/ctx.ts';
import type { Log } from '#server/log.ts';
import { Connection } from '../connection.ts';
import { hear, parse, type Party } from '../conversation.ts';
import { LIMITS } from '../limits.ts';
import { Room } from '../room.ts';
import type { Witness } from './invariants.ts';
import type { Store } from './store.ts';
import type { Wire } from './wire.ts';

const often = { burst: 1e9, perSecond: 1e9 };
const limits = {
	...LIMITS,
	...{ words: often, responses: often, commands: often, help: often, strikes: often }
};
export const PARTS = formFor(45);

interface Guest {
	id: string;
	wire: Wire;
	connection: Connection;
	party: Party | null;
	entering: boolean;
}

/**
 * One gateway process that holds the one room, until it dies. The room, its connections and the
 * conversation are the product's own; only the door is played, because the real one needs a server.
 */
export class Process {
	room: Room | null = null;
	isDead = false;
	private opening: Promise<Room> | null = null;
	private readonly guests = new Set<Guest>();
	private readonly around: {
		ctx: Ctx;
		log: Log;
		store: Store;
		witness: Witness;
		meeting: { meetingId: string; groupId: string };
		/** Current members of the group; the others are not known here. */
		members: ReadonlyMap<string, Role>;
	};

	constructor(around: Process['around']) {
		this.around = around;
		if (around.store.state.stage !== 'before') void this.open().catch(() => {});
	}

	private open(): Promise<Room> {
		const { ctx, log, meeting, store } = this.around;
		this.opening ??= Room.resume(ctx, log, meeting, { kept: store.for(() => this.isDead) });
		this.opening.then(
			(room) => (this.room = room),
			() => (this.opening = null)
		);
		return this.opening;
	}

	/** Somebody's connection has come; `id` is whom their login names. */
	receive(id: string, wire: Wire): void {
		const { far } = wire;
		const connection = new Connection(far.asSocket(), far, null, limits);
		const guest: Guest = { id, wire, connection, party: null, entering: false };
		this.guests.add(guest);
		wire.onDown = (message) => {
			const { room } = this;
			if (room && !this.isDead) this.around.witness.sent(id, message, room.state, room.talk.epoch);
		};
		connection.onMessage((data) => void this.heard(guest, data));
		connection.onClose(() => {
			guest.party?.room.gone(connection);
			this.guests.delete(guest);
		});
	}

	/** Takes in what has arrived; answers whether anything did. */
	listen(): boolean {
		let any = false;
		for (const { wire } of [...this.guests])
			for (const text of wire.arrived()) {
				any = true;
				if (wire.far.readyState === 1) wire.far.emit('message', Buffer.from(text), false);
			}
		return any;
	}

	async tick(): Promise<void> {
		for (const { id, party } of [...this.guests])
			if (party && !this.around.members.has(id)) await party.room.exclude(id).catch(() => {});
		if (!this.room) return;
		await this.room.tick().catch(() => {});
		if (this.room?.isIdle) await this.drop();
	}

	/** Ends without a word to anyone. */
	die(): void {
		this.isDead = true;
		for (const { wire } of this.guests) wire.cut();
	}

	async stop(): Promise<void> {
		await this.room?.halt().catch(() => {});
		await this.room?.[Symbol.asyncDispose]();
		this.isDead = true;
	}

	/** Whoever the room takes for connected, by connections that are open on this side. */
	isConnected = (id: string): boolean =>
		[...this.guests].some(
			(each) => each.id === id && each.party && this.room?.connectionOf(id) === each.connection
		);

	private async drop(): Promise<void> {
		const { room } = this;
		this.room = null;
		this.opening = null;
		await room?.[Symbol.asyncDispose]();
	}

	private async heard(guest: Guest, data: Buffer): Promise<void> {
		const { connection } = guest;
		const read = parse(data, false);
		if ('reason' in read) return connection.strike(null, read.reason);
		if (guest.party) return hear(guest.party, read.message, () => {});
		const hello = Hello.safeParse(read.message);
		if (guest.entering || !hello.success) return connection.strike(null, 'out-of-order');
		guest.entering = true;
		await this.letIn(guest, hello.data).catch(() => connection.close('restart'));
	}

	private async letIn(guest: Guest, hello: Hello): Promise<void> {
		const { id, connection, wire } = guest;
		const role = this.around.members.get(id);
		if (!role) return connection.close('not-found');
		const room = await this.open();
		const face = { id, alias: id, mark: '1-leaf' };
		const who = { id, role, loginId: id, ctx: this.around.ctx };
		const brought = { face, parts: PARTS, responses: RESPONSES };
		const reason = await room.enter(connection, who, brought, hello.cursor);
		if (reason) {
			const removed = personIn(room.state, id)?.place === 'removed';
			return connection.close(removed ? 'removed' : reason === 'ended' ? 'ended' : 'door-closed');
		}
		guest.party = { connection, guest: who, room, now: () => this.around.ctx.now().getTime() };
		if (wire.far.readyState !== 1) room.gone(connection);
	}
}
