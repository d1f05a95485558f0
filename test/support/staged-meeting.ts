import { LiveMeeting } from '#lib/meetings/live/live.svelte.ts';
import type { Command } from '#lib/meetings/commands.ts';
import { CLOSE, type CloseReason } from '#lib/meetings/protocol.ts';
import type { Cockpit, ServerMessage } from '#lib/meetings/protocol.ts';
import { emptyRoom, reduce, type RoomState } from '#lib/meetings/room.ts';
import { audienceOf, eventFor, mineIn, stateFor, type Audience } from '#lib/meetings/views.ts';
import type { Rehearsal } from './rehearsal.ts';

/** What the page sent, as it stood on the wire. */
export type Sent = { t: string; ref: number } & Record<string, unknown>;

/** What the room does not decide on. */
const aboutWords = new Set(['line', 'aside', 'card', 'practised', 'rating', 'word', 'felt']);
const capital = (id: string) => id.slice(0, 1).toUpperCase() + id.slice(1);

/**
 * A meeting in a page whose other end is a rehearsal: the page's commands are decided by the real rules, and
 * it is shown what its person may see, as the gateway shows it. `tell` sends what others did meanwhile.
 */
export class StagedMeeting {
	readonly live: LiveMeeting;
	readonly sent: Sent[] = [];
	private readonly play: Rehearsal;
	private readonly me: string;
	/** What facilitators are told besides the room. */
	private readonly cockpit: Partial<Cockpit>;
	private shown: RoomState = emptyRoom;
	private told = 0;
	private audience: Audience = 'member';
	private readonly socket: EventTarget & { readyState: number };

	constructor(play: Rehearsal, me: string, cockpit: Partial<Cockpit> = {}) {
		this.cockpit = cockpit;
		this.play = play;
		this.me = me;
		const socket = Object.assign(new EventTarget(), {
			readyState: 1,
			close: () => undefined,
			// An answer never comes before the question has left.
			send: (data: string) => queueMicrotask(() => this.hear(JSON.parse(data) as Sent))
		});
		this.socket = socket;
		this.live = new LiveMeeting('the-meeting', () => socket as unknown as WebSocket);
		this.live.start();
		socket.dispatchEvent(new Event('open'));
	}

	/** Lets the others do something, and tells the page. */
	others(doing: (play: Rehearsal) => void): void {
		doing(this.play);
		this.tell();
	}

	/** The server closes the connection, and says why. */
	hangsUp(reason: CloseReason): void {
		this.socket.readyState = 3;
		this.socket.dispatchEvent(new CloseEvent('close', { code: CLOSE[reason] }));
	}

	says(message: ServerMessage): void {
		this.socket.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }));
	}

	stop(): void {
		this.live.stop();
	}

	tell(): void {
		const { play, me } = this;
		for (const event of play.events.slice(this.told)) {
			const mine = eventFor(this.audience, this.shown, event);
			this.shown = reduce(this.shown, event);
			if (mine) this.says({ t: 'event', e: mine });
		}
		this.told = play.events.length;
		if (audienceOf(play.state, me) !== this.audience || this.live.now < play.now) this.welcome();
	}

	private hear({ ref, ...message }: Sent): void {
		if (message.t === 'hello') return this.welcome();
		this.sent.push({ ...message, ref });
		if (aboutWords.has(message.t)) return this.says({ t: 'ok', ref });
		// Who practised along is counted beside the room.
		const counted = message.t === 'end-practice' ? { ...message, practised: 8 } : message;
		const reason = this.play.try(this.me, counted as unknown as Command);
		this.tell();
		if (reason) this.says({ t: 'refused', ref, code: reason as never });
		else this.says({ t: 'ok', ref });
	}

	private welcome(): void {
		const { play, me } = this;
		this.audience = audienceOf(play.state, me);
		this.shown = play.state;
		this.told = play.events.length;
		const role = play.state.people.find(({ id }) => id === me)?.role ?? 'member';
		this.says({
			...{ t: 'welcome', v: 1, me: { id: me, role }, now: play.now, epoch: 'one', help: null },
			...{ place: 'inside', audience: this.audience, mine: mineIn(play.state, me) },
			room: stateFor(this.audience, play.state),
			people: play.state.people.map(({ id }, i) => ({
				...{ id, alias: capital(id) },
				mark: `${['leaf', 'moon', 'shell', 'stone', 'wave', 'bird'][i % 6]}-${(i % 6) + 1}`
			})),
			...{ lines: [], gap: 'none', asides: [] },
			cockpit: { line: [], parts: [...play.state.parts], nobodyOnCall: false, ...this.cockpit }
		} as unknown as ServerMessage);
	}
}
