import type { ClientMessage } from '../inputs.ts';
import type { CloseReason, Cursor, ServerMessage } from '../protocol.ts';
import { closeReason, FINAL, LIVE_PATH, PROTOCOL } from '../protocol.ts';
import { GIVE_UP_TRY_AFTER, SILENT_TOO_LONG, untilNextTry } from './reconnecting.ts';
import type { Refusal } from '../refusals.ts';

/** `lost` while trying again; `closed` for good. */
export type LinkState = 'connecting' | 'open' | 'lost' | 'closed';

/** `ok`, the code it was refused with, or `lost`: the connection went away before an answer came. */
export type Answer = 'ok' | 'lost' | Refusal;

/** What a person may send; references are put in by the link. */
export type Unsent = ClientMessage extends infer M
	? M extends ClientMessage
		? Omit<M, 'ref'>
		: never
	: never;

/** What the link asks of whoever holds the meeting's state. */
export interface Holder {
	meetingId: string;
	/** How far this page has got, to resume from; undefined at first. */
	cursor(): Cursor | undefined;
	take(message: ServerMessage): void;
	changed(state: LinkState, reason: CloseReason | null): void;
}

const sameOrigin = (): WebSocket =>
	new WebSocket(`${location.origin.replace(/^http/, 'ws')}${LIVE_PATH}`);

/** A counted reference is below. */
const COUNTED = 2 ** 32;

/**
 * What words are known again by. Everybody who hears them is told it: counted, it would tell them how many
 * calls, private lines and other steps lay between two of somebody's lines.
 */
const randomRef = (): number => COUNTED + crypto.getRandomValues(new Uint32Array(1))[0]!;

/** The connection to a meeting: comes back by itself until there is a reason not to. */
export class LiveLink {
	state: LinkState = 'connecting';
	private readonly holder: Holder;
	private readonly open: () => WebSocket;
	private socket: WebSocket | null = null;
	/** Unlike in any other page of this person, so that words can be recognised after coming back. */
	private ref = Math.floor(Math.random() * 1e9) * 1_000;
	private readonly asked = new Map<number, (answer: Answer) => void>();
	private tries = 0;
	private lostAt = 0;
	private heardAt = 0;
	private retry: ReturnType<typeof setTimeout> | undefined;
	private giveUp: ReturnType<typeof setTimeout> | undefined;

	constructor(holder: Holder, open: () => WebSocket = sameOrigin) {
		this.holder = holder;
		this.open = open;
	}

	connect(): void {
		clearTimeout(this.retry);
		clearTimeout(this.giveUp);
		this.drop();
		const socket = this.open();
		this.socket = socket;
		const current = () => this.socket === socket;
		this.giveUp = setTimeout(() => current() && this.lost(null), GIVE_UP_TRY_AFTER);
		socket.addEventListener('open', () => {
			const { meetingId } = this.holder;
			const hello = { t: 'hello', v: PROTOCOL, meeting: meetingId, cursor: this.holder.cursor() };
			if (current()) socket.send(JSON.stringify(hello));
		});
		socket.addEventListener('message', (event) => {
			if (current()) this.take(JSON.parse(String(event.data)) as ServerMessage);
		});
		socket.addEventListener('close', (event) => {
			if (current()) this.lost(closeReason(event.code));
		});
	}

	/** Lets go of the connection at once and for good. */
	close(): void {
		clearTimeout(this.retry);
		clearTimeout(this.giveUp);
		this.state = 'closed';
		this.drop();
	}

	/** Tries again now instead of in a moment. */
	comeBack = (): void => {
		if (this.state === 'lost') this.connect();
	};

	/** The device says that there is no network: waiting for the server to notice would take longer. */
	wentOffline = (): void => {
		if (this.state === 'open') this.lost(null);
	};

	/** Called every second: a connection without any sign from the server is gone. */
	checkPulse(): void {
		if (this.state === 'open' && Date.now() - this.heardAt > SILENT_TOO_LONG) this.lost(null);
	}

	/** Sends and answers what became of it. */
	ask(message: Unsent): Promise<Answer> {
		const ref = this.post(message);
		if (ref === null) return Promise.resolve('lost');
		return new Promise((resolve) => this.asked.set(ref, resolve));
	}

	/** Sends, and answers the reference; null when there is no connection. */
	post(message: Unsent | { t: 'words'; text: string }): number | null {
		if (this.state !== 'open' || this.socket?.readyState !== WebSocket.OPEN) return null;
		const ref = message.t === 'words' ? randomRef() : (this.ref += 1);
		this.socket.send(JSON.stringify({ ...message, ref }));
		return ref;
	}

	private take(message: ServerMessage): void {
		this.heardAt = Date.now();
		if (message.t === 'welcome' && this.state !== 'open') {
			clearTimeout(this.giveUp);
			this.change('open', null);
		}
		if (message.t === 'ok') this.answer(message.ref, 'ok');
		if (message.t === 'refused' && message.ref !== null) this.answer(message.ref, message.code);
		this.holder.take(message);
	}

	private answer(ref: number, answer: Answer): void {
		this.asked.get(ref)?.(answer);
		this.asked.delete(ref);
	}

	/** Forgets the socket before it can say anything more. */
	private drop(): void {
		const { socket } = this;
		this.socket = null;
		socket?.close();
		for (const answer of this.asked.values()) answer('lost');
		this.asked.clear();
	}

	private lost(reason: CloseReason | null): void {
		clearTimeout(this.giveUp);
		this.drop();
		if (reason && FINAL.has(reason)) return this.change('closed', reason);
		if (this.state !== 'lost') {
			this.lostAt = Date.now();
			this.tries = 0;
			this.change('lost', null);
		}
		const wait = untilNextTry(this.tries, Date.now() - this.lostAt, Math.random());
		this.tries += 1;
		this.retry = setTimeout(() => this.connect(), wait);
	}

	private change(state: LinkState, reason: CloseReason | null): void {
		this.state = state;
		this.holder.changed(state, reason);
	}
}
