import type { Part } from '#lib/groups/groups.ts';
import { Keeping } from './keeping.svelte.ts';
import { LiveLink, type Answer, type Holder, type LinkState, type Unsent } from './live-link.ts';
import type {
	Aside,
	CloseReason,
	Cursor,
	Face,
	HelpStatus,
	LateCard,
	Line,
	PrivateLine,
	ServerMessage,
	Welcome
} from '../protocol.ts';
import { LAST_LINES_MINUTES, REPORTED_LINES } from '../reporting.ts';
import type { HelpKind, Role, RoomState } from '../room.ts';
import { emptyRoom, reduce } from '../room.ts';
import { RESPONSES, type ResponseKind } from '../speaking.ts';
import type { Audience, LobbyView, Mine } from '../views.ts';

type Rules = { [T in ServerMessage['t']]: (message: Extract<ServerMessage, { t: T }>) => void };

const HELP_AGAIN = 1_000;

/**
 * A meeting as a browser holds it: reactive, and in the memory of this page alone, so that closing the
 * page, or Leave now, ends it.
 */
export class LiveMeeting implements Holder {
	link: LinkState = $state('connecting');
	/** Why the connection is closed for good. */
	closed: CloseReason | null = $state(null);
	place: 'waiting' | 'inside' | null = $state(null);
	me: { id: string; role: Role } | null = $state.raw(null);
	audience: Audience = $state('member');
	lobby: LobbyView = $state.raw({ stage: 'before', resting: false });
	room: RoomState = $state.raw(emptyRoom);
	faces: ReadonlyMap<string, Face> = $state.raw(new Map());
	lines: readonly Line[] = $state.raw([]);
	/** After the end: the last lines, for a report alone, shown nowhere, for some minutes. */
	lastLines: readonly Line[] = $state.raw([]);
	/** Earlier words are not here, and why. */
	gap: 'none' | 'restarted' | 'too-many' = $state('none');
	/** The silent responses that this group uses. */
	responses: readonly ResponseKind[] = $state.raw(RESPONSES);
	/** Where we are, for whoever comes late. */
	card: LateCard | null = $state.raw(null);
	help: HelpStatus | null = $state.raw(null);
	/** The person wants help, and the server has not said yet that it is stored. */
	helpUnsent = $state(false);
	asides: readonly Aside[] = $state.raw([]);
	mine: Mine = $state.raw({ muted: false, askedAside: false });
	/** What I keep for myself. */
	readonly keeping: Keeping;
	privateLine: readonly PrivateLine[] = $state.raw([]);
	planned: readonly Part[] = $state.raw([]);
	/** For facilitators: nobody outside would be told of a call for help. */
	nobodyOnCall = $state(true);
	/** What is typed and not yet said. It outlives lost connections, and never leaves the page unsent. */
	draft = $state('');
	sending = $state(false);
	/** Why the last words were not taken. */
	unsaid: Answer | null = $state(null);
	/** The server's clock, moving every second. */
	now = $state(Date.now());

	readonly meetingId: string;
	private readonly connection: LiveLink;
	epoch = '';
	private ahead = 0;
	private helpAbout: HelpKind | null = null;
	/** The call that is not stored yet: sent again, it is the same one. */
	private helpCall: string | null = null;
	private saying: { ref: number; text: string } | null = null;
	private second: ReturnType<typeof setInterval> | undefined;
	private forgetAt = Infinity;

	constructor(meetingId: string, open?: () => WebSocket) {
		this.meetingId = meetingId;
		this.connection = new LiveLink(this, open);
		this.keeping = new Keeping(this.send);
	}

	/** Connects, and stays connected until `stop`. */
	start(): void {
		const { connection } = this;
		this.second = setInterval(() => {
			this.now = Date.now() + this.ahead;
			connection.checkPulse();
			// By the clock on the wall: a timer stands still while the device sleeps.
			if (Date.now() >= this.forgetAt) this.forgetLast();
		}, 1_000);
		addEventListener('online', connection.comeBack);
		addEventListener('offline', connection.wentOffline);
		connection.connect();
	}

	/** Lets go of the connection and of every word in memory. Works at once, also without a network. */
	stop = (): void => {
		clearInterval(this.second);
		removeEventListener('online', this.connection.comeBack);
		removeEventListener('offline', this.connection.wentOffline);
		this.connection.close();
		this.link = 'closed';
		this.helpUnsent = false;
		this.forgetWords();
		this.forgetLast();
		this.keeping.forget();
		this.draft = '';
		this.saying = null;
	};

	/** Tries again now, or comes in again after having left. */
	comeBack(): void {
		if (this.link === 'closed') {
			this.closed = null;
			this.link = 'connecting';
			this.connection.connect();
		} else this.connection.comeBack();
	}

	send = (message: Unsent): Promise<Answer> => this.connection.ask(message);

	/** Says the draft. It is cleared only when the words have come back from the room. */
	say(): void {
		const text = this.draft.trim();
		if (text === '' || this.sending) return;
		const ref = this.connection.post({ t: 'words', text });
		this.unsaid = ref === null ? 'lost' : null;
		this.sending = ref !== null;
		this.saying = ref === null ? null : { ref, text };
	}

	/** Calls for help, and goes on calling after a lost connection until it is stored. */
	async callForHelp(about: HelpKind | null = this.helpAbout): Promise<void> {
		if (this.help) return;
		this.helpUnsent = true;
		this.helpAbout = about;
		this.helpCall ??= crypto.randomUUID();
		const answer = await this.send({ t: 'help', about, call: this.helpCall });
		if (answer === 'not-stored') {
			setTimeout(() => this.helpUnsent && void this.callForHelp(), HELP_AGAIN);
		} else if (answer !== 'lost') this.helpIsSent();
	}

	cursor(): Cursor | undefined {
		if (this.epoch === '') return undefined;
		return { seq: this.room.seq, words: this.lines.at(-1)?.n ?? 0, epoch: this.epoch };
	}

	changed(state: LinkState, reason: CloseReason | null): void {
		this.link = state;
		this.closed = reason;
		if (state === 'closed') this.sending = false;
		if (reason === 'ended' || reason === 'removed') this.over();
	}

	take(message: ServerMessage): void {
		const rule = this.rules[message.t] as ((message: ServerMessage) => void) | undefined;
		rule?.(message);
	}

	private readonly rules: Rules = {
		welcome: (message) => this.welcomed(message),
		event: ({ e, face }) => {
			if (face) this.meet([face]);
			this.room = reduce(this.room, e);
			if (this.room.ended) this.over();
		},
		w: (line) => this.hear([line]),
		r: (line) => this.hear([line]),
		lobby: ({ stage, resting }) => (this.lobby = { stage, resting }),
		mine: ({ muted, askedAside }) => (this.mine = { muted, askedAside }),
		help: ({ call, status, by }) => {
			this.helpIsSent();
			this.help = status === 'settled' ? null : { call, status, by };
			if (status === 'settled') this.asides = this.asides.filter((each) => each.call !== call);
		},
		line: ({ who, at, text }) => (this.privateLine = [...this.privateLine, { who, at, text }]),
		aside: ({ call, who, at, text }) => (this.asides = [...this.asides, { call, who, at, text }]),
		ok: () => undefined,
		refused: ({ ref, code }) => {
			if (ref !== null && ref === this.saying?.ref) this.notSaid(code);
		},
		beat: ({ now }) => (this.ahead = now - Date.now())
	};

	private welcomed(message: Welcome): void {
		this.ahead = message.now - Date.now();
		this.now = message.now;
		this.me = message.me;
		this.place = message.place;
		this.help = message.help;
		const resumes = message.epoch === this.epoch;
		this.epoch = message.epoch;
		if (message.place === 'waiting') this.lobby = message.lobby;
		else this.cameIn(message, resumes);
		// Words that did not reach the room are still in the draft, to be said again.
		if (this.saying) this.notSaid('lost');
		if (this.help) this.helpIsSent();
		if (this.helpUnsent) void this.callForHelp();
	}

	private cameIn(message: Extract<Welcome, { place: 'inside' }>, resumes: boolean): void {
		this.audience = message.audience;
		this.room = message.room;
		this.meet(message.people);
		if (!resumes) this.lines = [];
		if (message.gap !== 'none' || !resumes) this.gap = message.gap;
		this.asides = message.asides;
		this.mine = message.mine;
		this.responses = message.responses;
		this.card = message.card;
		this.privateLine = message.cockpit?.line ?? [];
		this.planned = message.cockpit?.parts ?? [];
		this.nobodyOnCall = message.cockpit?.nobodyOnCall ?? true;
		this.hear(message.lines);
	}

	private meet(faces: readonly Face[]): void {
		const all = new Map(this.faces);
		for (const face of faces) all.set(face.id, face);
		this.faces = all;
	}

	/** Takes in lines once each, in order, whichever way they came. */
	private hear(lines: readonly Line[]): void {
		const last = this.lines.at(-1)?.n ?? 0;
		const fresh = lines.filter((line) => line.n > last);
		if (fresh.length > 0) this.lines = [...this.lines, ...fresh];
		const { saying, me } = this;
		const isMine = (line: Line) =>
			line.t === 'w' && line.ref === saying?.ref && line.who === me?.id;
		if (!saying || !lines.some(isMine)) return;
		this.saying = null;
		this.sending = false;
		if (this.draft.trim() === saying.text) this.draft = '';
	}

	private helpIsSent(): void {
		this.helpUnsent = false;
		this.helpCall = null;
	}

	private notSaid(why: Answer): void {
		this.saying = null;
		this.sending = false;
		this.unsaid = why;
	}

	/** The meeting has ended, as the room says or the closed door, or it has for me. */
	private over(): void {
		const last = this.lines.filter(({ t }) => t === 'w').slice(-REPORTED_LINES);
		this.forgetWords();
		if (last.length === 0) return;
		this.lastLines = last;
		this.forgetAt = Date.now() + LAST_LINES_MINUTES * 60_000;
	}

	private forgetLast(): void {
		this.lastLines = [];
		this.forgetAt = Infinity;
	}

	private forgetWords(): void {
		this.lines = [];
		this.asides = [];
		this.privateLine = [];
		this.help = null;
	}
}
