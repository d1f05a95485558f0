import type { RawData, WebSocket } from 'ws';
import type { CloseReason, ServerMessage } from '#lib/meetings/protocol.ts';
import type { Refusal } from '#lib/meetings/refusals.ts';
import type { Role } from '#lib/meetings/room.ts';
import type { Audience } from '#lib/meetings/views.ts';
import type { Ctx } from '#server/ctx.ts';
import { Allowance } from './allowances.ts';
import { closeWith } from './close-codes.ts';
import type { LoginPair } from './cookies.ts';
import { frame } from './frames.ts';
import { Bucket, type Limits } from './limits.ts';

/** What somebody on a connection is shown now. */
export type Shown = Audience | 'lobby';

/** Who is on a connection, after hello. */
export interface Guest {
	id: string;
	role: Role;
	loginId: string;
	ctx: Ctx;
}

/** What lies under a socket: whole frames are written to it, past `ws`, which never keeps one back here. */
export interface Wire {
	cork(): void;
	uncork(): void;
	write(frame: Buffer): unknown;
	/** How often it was corked and not let go. */
	readonly writableCorked: number;
	/** Bytes that the other side has not taken yet. */
	readonly writableLength: number;
}

let arrived = 0;

/** Whose frames wait until all that has come in by now was heard. */
let held: Wire[] = [];

/**
 * What is written to one socket while the process hears what has come in goes out as one write: in a busy
 * hour several lines of a room come in together, and the writes cost more than all else.
 */
function hold(wire: Wire): void {
	wire.cork();
	if (held.push(wire) === 1) setImmediate(letGo);
}

function letGo(): void {
	const wires = held;
	held = [];
	for (const wire of wires) wire.uncork();
}

/** One socket, untrusted until its hello was accepted. */
export class Connection {
	readonly login: LoginPair | null;
	readonly limits: Limits;
	/** Made anew for a stranger; a room gives its guest what is left to them. */
	allowance: Allowance;
	/** Connections are numbered as they come. */
	readonly number = (arrived += 1);
	guest: Guest | null = null;
	shown: Shown | null = null;
	private readonly socket: WebSocket;
	private readonly wire: Wire;
	private readonly strikes: Bucket;
	private answered = true;

	constructor(socket: WebSocket, wire: Wire, login: LoginPair | null, limits: Limits) {
		this.socket = socket;
		this.wire = wire;
		this.login = login;
		this.limits = limits;
		this.allowance = new Allowance(limits);
		this.strikes = new Bucket(limits.strikes);
		socket.on('pong', () => (this.answered = true));
		// A broken socket closes right after; there is nothing to say about it.
		socket.on('error', () => {});
	}

	onMessage(take: (data: Buffer, isBinary: boolean) => void): void {
		this.socket.on('message', (data: RawData, isBinary) => {
			this.answered = true;
			// What comes after it was closed is nobody's any more.
			if (this.socket.readyState === this.socket.OPEN) take(data as Buffer, isBinary);
		});
	}

	onClose(gone: () => void): void {
		this.socket.once('close', gone);
	}

	send(message: ServerMessage): void {
		this.deliver(frame(message));
	}

	/** Sends a frame that was made once for everyone. A reader who lags far behind is let go to resume. */
	deliver(made: Buffer): void {
		const { socket, wire } = this;
		if (socket.readyState !== socket.OPEN) return;
		if (wire.writableLength > this.limits.backlog) this.close('too-slow');
		else {
			if (wire.writableCorked === 0) hold(wire);
			wire.write(made);
		}
	}

	refuse(ref: number | null, code: Refusal): void {
		this.send({ t: 'refused', ref, code });
	}

	/** Refuses a message that no browser of ours sends; closes when that goes on. */
	strike(ref: number | null, code: Refusal): void {
		if (this.strikes.take()) this.refuse(ref, code);
		else this.close('abuse');
	}

	close(reason: CloseReason): void {
		closeWith(this.socket, reason);
	}

	/** Asks whether the other side is there; cuts the connection when it did not answer the last time. */
	checkPulse(): void {
		if (!this.answered) return this.socket.terminate();
		this.answered = false;
		if (this.socket.readyState === this.socket.OPEN) this.socket.ping();
	}
}
