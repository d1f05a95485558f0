import { WebSocket } from 'ws';
import { Browser } from '#gateway/simulation/browser.ts';
import type { ServerMessage } from '#lib/meetings/protocol.ts';
import { closeReason, LIVE_PATH } from '#lib/meetings/protocol.ts';
import type { Someone } from '../../../test/support/gathering.ts';

const ORIGIN = 'http://localhost';
const NO_ANSWER = 5_000;

interface Line {
	up(text: string): void;
	socket: WebSocket;
}

/** Where the gateway is now, and what people sign in with. */
export interface Door {
	port: () => number | null;
	logins: ReadonlyMap<string, { token: string; here: string }>;
}

/** Somebody at a meeting, over a real socket, with what their browser saw of it. */
export class Seat extends Browser<Line> {
	readonly someone: Someone;
	/** The seconds, by the wall, in which this browser showed the room from inside. */
	readonly seen = new Set<number>();
	/** When this browser was told that it is put out. */
	removedAt: number | null = null;
	/** Came in again although it was put out. */
	isBack = false;
	/** By their own choice, until then. */
	awayUntil = 0;
	private readonly door: Door;
	private connecting = 0;

	constructor(someone: Someone, meetingId: string, door: Door) {
		super(someone.membershipId, meetingId, Date.now);
		this.someone = someone;
		this.door = door;
		this.link = 'lost';
	}

	/** Called often: keeps connected, calls again for help, writes down what is seen. */
	live(): void {
		const now = Date.now();
		if (this.link === 'open' && this.place === 'inside' && !this.state.ended)
			this.seen.add(Math.floor(now / 1_000));
		this.tick();
		if (this.link === 'away' && now - this.connecting > NO_ANSWER) this.drop();
		const mayTry = this.link === 'closed' ? now - this.connecting > 3_000 : this.wantsToConnect;
		if (this.link !== 'open' && this.link !== 'away' && mayTry && now >= this.awayUntil)
			this.dial();
	}

	/** The connection breaks. */
	drop(): void {
		this.wire?.socket.terminate();
		this.lost(null);
	}

	stop(): void {
		this.awayUntil = Infinity;
		this.drop();
	}

	override take(message: ServerMessage): void {
		if (message.t === 'welcome' && message.place === 'inside' && this.removedAt !== null)
			this.isBack = true;
		super.take(message);
	}

	private dial(): void {
		this.connecting = Date.now();
		const port = this.door.port();
		if (port === null) return this.lost(null);
		const { token, here } = this.door.logins.get(this.someone.accountId)!;
		const cookie = `__Host-hs_login=${token}; __Host-hs_here=${here}`;
		const address = `ws://127.0.0.1:${port}${LIVE_PATH}`;
		const socket = new WebSocket(address, { headers: { origin: ORIGIN, cookie } });
		const line: Line = { socket, up: (text) => socket.readyState === 1 && socket.send(text) };
		const isCurrent = () => this.wire === line;
		this.wire = line;
		this.link = 'away';
		socket.on('error', () => {});
		socket.on('open', () => isCurrent() && this.connect(line));
		socket.on('message', (data: Buffer) => {
			if (isCurrent()) this.take(JSON.parse(data.toString()) as ServerMessage);
		});
		socket.on('close', (code) => {
			if (!isCurrent()) return;
			const reason = closeReason(code);
			if (reason === 'removed') this.removedAt ??= Date.now();
			this.lost(reason);
			// Whoever is put out tries again all the same.
			this.connecting = Date.now();
		});
	}
}
