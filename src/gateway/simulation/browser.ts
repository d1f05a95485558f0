import type {
	CloseReason,
	Cursor,
	HelpStatus,
	Line,
	ServerMessage
} from '#lib/meetings/protocol.ts';
import { FINAL, PROTOCOL } from '#lib/meetings/protocol.ts';
import { emptyRoom, reduce, type RoomState } from '#lib/meetings/room.ts';
import type { LobbyView, Mine } from '#lib/meetings/views.ts';
import { newId } from '#server/ids.ts';
import type { Wire } from './wire.ts';

const COMES_BACK_AFTER = 1_000;

/**
 * A browser without a page. It follows the rules of `LiveMeeting` and `LiveLink`: the reducer, the cursor,
 * coming back, and calling for help until that is stored.
 */
export class Browser<W extends { up(text: string): void } = Wire> {
	readonly id: string;
	state: RoomState = emptyRoom;
	place: 'waiting' | 'inside' | null = null;
	lobby: LobbyView | null = null;
	mine: Mine | null = null;
	help: HelpStatus | null = null;
	lines: Line[] = [];
	/** `asleep`: nothing runs; the person did not leave. */
	link: 'away' | 'open' | 'lost' | 'closed' = 'away';
	closed: CloseReason | null = null;
	wire: W | null = null;
	/** Calls for help of which this browser was told that they are stored. */
	readonly acknowledged: string[] = [];
	private call: string | null = null;
	private epoch = '';
	private ref = 0;
	private readonly asked = new Map<number, string>();
	private retryAt = 0;
	private helpAt: number | null = null;
	private readonly now: () => number;
	private readonly meetingId: string;

	constructor(id: string, meetingId: string, now: () => number) {
		this.id = id;
		this.meetingId = meetingId;
		this.now = now;
	}

	connect(wire: W): void {
		this.wire = wire;
		const cursor = this.cursor();
		const hello = { t: 'hello', v: PROTOCOL, meeting: this.meetingId, ...(cursor && { cursor }) };
		wire.up(JSON.stringify(hello));
	}

	/** Closes the page, or reloads it: what was in its memory is gone. */
	forget(): void {
		Object.assign(this, { state: emptyRoom, place: null, lobby: null, mine: null, help: null });
		Object.assign(this, { lines: [], epoch: '', call: null, helpAt: null });
	}

	get wantsToConnect(): boolean {
		return this.link === 'lost' && this.now() >= this.retryAt;
	}

	/** The connection is gone, as this browser notices. */
	lost(reason: CloseReason | null): void {
		this.wire = null;
		this.asked.clear();
		this.closed = reason;
		this.link = reason && FINAL.has(reason) ? 'closed' : 'lost';
		this.retryAt = this.now() + COMES_BACK_AFTER;
	}

	send(message: Record<string, unknown>): number {
		this.ref += 1;
		this.wire?.up(JSON.stringify({ ...message, ref: this.ref }));
		return this.ref;
	}

	callForHelp(): void {
		if (this.help || this.link !== 'open') return;
		this.call ??= newId();
		this.helpAt = null;
		this.asked.set(this.send({ t: 'help', about: null, call: this.call }), this.call);
	}

	tick(): void {
		if (this.helpAt !== null && this.now() >= this.helpAt && this.call) this.callForHelp();
	}

	take(message: ServerMessage): void {
		switch (message.t) {
			case 'welcome':
				return this.welcomed(message);
			case 'event':
				this.state = reduce(this.state, message.e);
				if (this.state.ended) this.help = null;
				return;
			case 'w':
			case 'r':
				return this.hear([message]);
			case 'lobby':
				this.lobby = { stage: message.stage, resting: message.resting };
				return;
			case 'mine':
				this.mine = { muted: message.muted, askedAside: message.askedAside };
				return;
			case 'help':
				this.call = null;
				this.help =
					message.status === 'settled'
						? null
						: { call: message.call, status: message.status, by: message.by };
				return;
			case 'ok':
			case 'refused':
				return this.answered(message);
			default:
		}
	}

	private answered(message: ServerMessage & { t: 'ok' | 'refused' }): void {
		const call = message.ref === null ? undefined : this.asked.get(message.ref);
		if (call === undefined || message.ref === null) return;
		this.asked.delete(message.ref);
		if (message.t === 'ok') this.acknowledged.push(call);
		if (message.t === 'refused' && message.code === 'not-stored') this.helpAt = this.now() + 1_000;
		else if (this.call === call) this.call = null;
	}

	private cursor(): Cursor | undefined {
		if (this.epoch === '') return undefined;
		return { seq: this.state.seq, words: this.lines.at(-1)?.n ?? 0, epoch: this.epoch };
	}

	private welcomed(message: ServerMessage & { t: 'welcome' }): void {
		this.link = 'open';
		this.place = message.place;
		this.help = message.help;
		if (message.epoch !== this.epoch) this.lines = [];
		this.epoch = message.epoch;
		if (message.place === 'waiting') this.lobby = message.lobby;
		else {
			this.state = message.room;
			this.mine = message.mine;
			this.hear(message.lines);
		}
		if (this.help) this.call = null;
		if (this.call) this.callForHelp();
	}

	private hear(lines: readonly Line[]): void {
		const last = this.lines.at(-1)?.n ?? 0;
		this.lines.push(...lines.filter((line) => line.n > last));
	}
}
