import type { RawData, WebSocket } from 'ws';
import type { CloseReason, ServerMessage } from '#lib/meetings/protocol.ts';
import type { Refusal } from '#lib/meetings/refusals.ts';
import type { Role } from '#lib/meetings/room.ts';
import type { Audience } from '#lib/meetings/views.ts';
import type { Ctx } from '#server/ctx.ts';
import { closeWith } from './close-codes.ts';
import type { LoginPair } from './cookies.ts';
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

const TEXT = { binary: false, compress: false } as const;

/** One socket, untrusted until its hello was accepted. */
export class Connection {
	readonly login: LoginPair | null;
	readonly limits: Limits;
	readonly words: Bucket;
	readonly responses: Bucket;
	readonly commands: Bucket;
	readonly help: Bucket;
	guest: Guest | null = null;
	shown: Shown | null = null;
	private readonly socket: WebSocket;
	private readonly strikes: Bucket;
	private answered = true;

	constructor(socket: WebSocket, login: LoginPair | null, limits: Limits) {
		this.socket = socket;
		this.login = login;
		this.limits = limits;
		this.words = new Bucket(limits.words);
		this.responses = new Bucket(limits.responses);
		this.commands = new Bucket(limits.commands);
		this.help = new Bucket(limits.help);
		this.strikes = new Bucket(limits.strikes);
		socket.on('pong', () => (this.answered = true));
		// A broken socket closes right after; there is nothing to say about it.
		socket.on('error', () => {});
	}

	onMessage(take: (data: Buffer, isBinary: boolean) => void): void {
		this.socket.on('message', (data: RawData, isBinary) => {
			this.answered = true;
			take(data as Buffer, isBinary);
		});
	}

	onClose(gone: () => void): void {
		this.socket.once('close', gone);
	}

	send(message: ServerMessage): void {
		this.deliver(Buffer.from(JSON.stringify(message)));
	}

	/** Sends bytes that were made once for everyone. A reader who lags far behind is let go to resume. */
	deliver(message: Buffer): void {
		const { socket } = this;
		if (socket.readyState !== socket.OPEN) return;
		if (socket.bufferedAmount > this.limits.backlog) this.close('too-slow');
		else socket.send(message, TEXT);
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
