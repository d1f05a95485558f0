import { WebSocket as Socket } from 'ws';
import { LiveLink } from '#lib/meetings/live/live-link.ts';
import type { CloseReason, ServerMessage } from '#lib/meetings/protocol.ts';
import type { Mind, Move } from './move.ts';
import type { View } from './view.ts';

const PULSE_EVERY = 5_000;
/** What was refused is thought over again after this long at a human pace. */
const AGAIN_AFTER = 3_000;

export interface Role {
	meetingId: string;
	view: View;
	mind: Mind;
	/** Where meetings are, as a browser would go there, and the login it would send along. */
	door: { address: string; origin: string; cookie: string };
	/** How many times faster than people. */
	speed: number;
	/** Whoever watches the whole looks again. */
	changed: () => void;
}

/**
 * One of the invented people, at a browser of their own: connects as anyone does, and does what its mind
 * says when the time for it has come and the room is still so.
 */
export class Performer {
	readonly view: View;
	isGone = false;
	private readonly role: Role;
	private readonly link: LiveLink;
	private readonly done = new Set<string>();
	private readonly sent = new Map<number, string>();
	private readonly pulse: NodeJS.Timeout;
	private next: { key: string; timer: NodeJS.Timeout } | null = null;

	constructor(role: Role) {
		this.role = role;
		this.view = role.view;
		const { meetingId, door } = role;
		const headers = { origin: door.origin, cookie: door.cookie };
		this.link = new LiveLink(
			{
				meetingId,
				cursor: () => undefined,
				take: (message) => this.take(message),
				changed: (state, reason) => state === 'closed' && this.gone(reason)
			},
			() => asBrowser(new Socket(door.address, { headers, perMessageDeflate: false }))
		);
		this.pulse = setInterval(() => this.link.checkPulse(), PULSE_EVERY);
		this.pulse.unref();
		this.link.connect();
	}

	/** Leaves the meeting for now, as anybody may. */
	leave(): void {
		this.link.post({ t: 'leave' });
		this.close();
	}

	close(): void {
		this.isGone = true;
		this.wait(null);
		clearInterval(this.pulse);
		this.link.close();
	}

	/** For good: sent away, or gone home by themselves. */
	private gone(reason: CloseReason | null): void {
		this.view.closed = reason;
		this.close();
		this.role.changed();
	}

	private take(message: ServerMessage): void {
		this.view.take(message);
		if (message.t === 'refused' && message.ref !== null) this.refused(message.ref);
		this.think();
		this.role.changed();
	}

	/** The room was not so any more: the mind may come to it again. */
	private refused(ref: number): void {
		const key = this.sent.get(ref);
		this.sent.delete(ref);
		if (key === undefined) return;
		setTimeout(() => {
			this.done.delete(key);
			this.think();
		}, AGAIN_AFTER / this.role.speed).unref();
	}

	private intention = (): Move | undefined =>
		this.role.mind(this.view).find(({ key }) => !this.done.has(key));

	private think(): void {
		if (this.isGone) return;
		const move = this.intention();
		if (move?.key === this.next?.key) return;
		this.wait(move ?? null);
	}

	private wait(move: Move | null): void {
		clearTimeout(this.next?.timer);
		this.next = null;
		if (!move) return;
		const timer = setTimeout(() => this.act(move.key), move.after / this.role.speed);
		this.next = { key: move.key, timer };
	}

	private act(key: string): void {
		this.next = null;
		const move = this.intention();
		if (move?.key === key) this.perform(move);
		if (!this.isGone) this.think();
	}

	private perform(move: Move): void {
		for (const message of move.send) {
			const ref = this.link.post(message);
			// Without a connection nothing was done; coming back makes it think again.
			if (ref === null) return;
			this.sent.set(ref, move.key);
		}
		this.done.add(move.key);
		if (move.goes) this.gone(null);
	}
}

/** The client library's socket is used like a browser's; their types differ in what we do not use. */
const asBrowser = (socket: Socket): WebSocket => {
	// A server that is away is told by the close that follows.
	socket.on('error', () => {});
	return socket as unknown as WebSocket;
};
