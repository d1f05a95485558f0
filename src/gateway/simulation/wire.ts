import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import type { CloseReason, ServerMessage } from '#lib/meetings/protocol.ts';
import { closeReason } from '#lib/meetings/protocol.ts';
import { messageOf } from '../frames.ts';

/** Bytes that are made once for everyone are read once for everyone; nothing here changes a message. */
const read = new WeakMap<Buffer, ServerMessage>();
function messageIn(data: Buffer): ServerMessage {
	const known = read.get(data) ?? messageOf(data);
	read.set(data, known);
	return known;
}

/** The gateway's end of a connection: what `ws` gives it and the wire under that, as far as it uses them. */
export class FarEnd extends EventEmitter {
	readonly OPEN = 1;
	readonly CLOSING = 2;
	readyState = 1;
	readonly writableLength = 0;
	readonly writableCorked = 1;
	private readonly wire: Wire;

	constructor(wire: Wire) {
		super();
		this.wire = wire;
	}

	write(data: Buffer): void {
		this.wire.down(messageIn(data));
	}
	ping(): void {}
	cork(): void {}
	uncork(): void {}
	close(code: number): void {
		if (this.readyState > 1) return;
		this.wire.hungUp(closeReason(code));
		this.terminate();
	}
	terminate(): void {
		if (this.readyState === 3) return;
		this.readyState = 3;
		this.emit('close');
	}
	asSocket = (): WebSocket => this as unknown as WebSocket;
}

export type Dropped =
	{ at: number; message: ServerMessage } | { at: number; closed: CloseReason | null };

/**
 * One connection over a bad network. It can be cut at any moment, with all that is under way in it, and
 * each end notices when it does. Towards the server messages are also doubled and overtake each other, which
 * is worse than TCP; towards the browser they are late and doubled, in order.
 */
export class Wire {
	readonly far = new FarEnd(this);
	isCut = false;
	private readonly chance: () => number;
	private readonly now: () => number;
	private readonly coming: Dropped[] = [];
	private readonly going: { at: number; text: string }[] = [];
	private last = 0;
	/** How bad it is, from 0 to 1. */
	trouble: number;
	/** Looks at each message in the moment in which the gateway sends it. */
	onDown: (message: ServerMessage) => void = () => {};

	constructor(chance: () => number, now: () => number, trouble: number) {
		this.chance = chance;
		this.now = now;
		this.trouble = trouble;
	}

	/** Nothing comes through any more. */
	cut(): void {
		this.isCut = true;
		this.coming.length = 0;
		this.going.length = 0;
	}

	up(text: string): void {
		if (this.isCut) return;
		const copies = this.chance() < this.trouble / 4 ? 2 : 1;
		for (let i = 0; i < copies; i += 1) this.going.push({ at: this.now() + this.delay(), text });
	}

	down(message: ServerMessage): void {
		this.onDown(message);
		if (this.isCut) return;
		this.last = Math.max(this.last, this.now() + this.delay());
		this.coming.push({ at: this.last, message });
		if (this.chance() < this.trouble / 8) this.coming.push({ at: this.last, message });
	}

	hungUp(closed: CloseReason | null): void {
		if (!this.isCut) this.coming.push({ at: Math.max(this.last, this.now()), closed });
	}

	/** What has reached the gateway by now. */
	arrived(): string[] {
		const here = this.going.filter(({ at }) => at <= this.now()).sort((a, b) => a.at - b.at);
		for (const each of here) this.going.splice(this.going.indexOf(each), 1);
		return here.map(({ text }) => text);
	}

	/** What has reached the browser by now. */
	received(): Dropped[] {
		const until = this.coming.findIndex(({ at }) => at > this.now());
		return this.coming.splice(0, until < 0 ? this.coming.length : until);
	}

	get isQuiet(): boolean {
		return this.coming.length === 0 && this.going.length === 0;
	}

	private delay(): number {
		return this.chance() < this.trouble ? Math.floor(this.chance() * 2_500) : 20;
	}
}
