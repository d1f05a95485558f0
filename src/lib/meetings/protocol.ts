import type { Refusal } from './refusals.ts';
import type { ControlEvent, Role, RoomState } from './room.ts';
import type { Part } from '#lib/groups/groups.ts';
import type { Earshot, ResponseKind } from './speaking.ts';
import { WORDS_MAX } from './speaking.ts';
import type { Audience, LobbyView, Mine } from './views.ts';

/** The socket of a live meeting: JSON texts, one message each, the kind in `t`. */
export const PROTOCOL = 1;
export const LIVE_PATH = '/live';

/** Bytes of one message from a browser; a larger one is refused. */
export const MAX_MESSAGE_BYTES = 12 * 1024;
/** … and this large it is abuse: the connection ends before it is read. */
export const ABUSIVE_MESSAGE_BYTES = 64 * 1024;
/** The server sends a beat this often, so that a browser notices a connection that is silently gone. */
export const BEAT_EVERY = 10_000;
/** A first valid hello is due by then, milliseconds after the socket opened. */
export const HELLO_WITHIN = 10_000;
/** The newest words a room keeps in memory for people who reconnect. */
export const WORDS_KEPT = 500;
export const LINE_MAX = 500;
/** Characters of what late-comers are told. */
export const CARD_MAX = 500;

/** Where a browser had got to; words are resumed only within the same epoch. */
export interface Cursor {
	seq: number;
	words: number;
	epoch: string;
}

export interface WordsMessage {
	t: 'words';
	ref: number;
	text: string;
}

/** Whether a parsed message is well-formed words. Length is the room's question, not the form's. */
export function isWords(message: unknown): message is WordsMessage {
	if (typeof message !== 'object' || message === null) return false;
	const { t, ref: number, text } = message as Partial<WordsMessage>;
	return (
		t === 'words' &&
		typeof text === 'string' &&
		text.length > 0 &&
		text.length <= WORDS_MAX * 2 &&
		Number.isSafeInteger(number)
	);
}

/**
 * A line in the room: words of somebody, or a silent response. Numbered within one epoch. The line itself,
 * with the sender's `ref`, is the answer to words that were taken. `in`: only who is there hears it.
 */
export type Line =
	| {
			t: 'w';
			n: number;
			in: Earshot;
			who: string;
			at: number;
			text: string;
			ref: number;
			/** By which the server knows its own line again in a report: docs/report-tags.md. */
			tag: string;
	  }
	| { t: 'r'; n: number; in: Earshot; who: string; at: number; kind: ResponseKind };

/** How somebody is shown here. The mark is drawn from its two small numbers. */
export interface Face {
	id: string;
	alias: string;
	mark: string;
}

/** Where we are, for whoever comes late; written by a facilitator, in memory only. */
export interface LateCard {
	text: string;
	at: number;
}

export interface Aside {
	call: string;
	who: string;
	at: number;
	text: string;
}

export interface HelpStatus {
	call: string;
	status: 'sent' | 'taken' | 'settled';
	/** The facilitator who came. */
	by: string | null;
}

interface WelcomeBase {
	t: 'welcome';
	v: typeof PROTOCOL;
	me: { id: string; role: Role };
	/** The server's clock, for showing minutes without trusting the device's. */
	now: number;
	epoch: string;
	/** My own call for help, while it is open. */
	help: HelpStatus | null;
}

export type Welcome =
	| (WelcomeBase & { place: 'waiting'; lobby: LobbyView })
	| (WelcomeBase & {
			place: 'inside';
			audience: Audience;
			mine: Mine;
			/** The silent responses that this group uses. */
			responses: ResponseKind[];
			/** For members once the first part has begun; for facilitators always. */
			card: LateCard | null;
			room: RoomState;
			people: Face[];
			lines: Line[];
			/** Earlier words were said and are not here: the server restarted, or there were too many. */
			gap: 'none' | 'restarted' | 'too-many';
			asides: Aside[];
			/** What only facilitators get. */
			cockpit: Cockpit | null;
	  });

export interface Cockpit {
	/** The facilitators' private line so far. */
	line: PrivateLine[];
	/** The parts this meeting will have once it is opened. */
	parts: Part[];
	/** A call for help that nobody here takes would reach nobody outside either. */
	nobodyOnCall: boolean;
}
export interface PrivateLine {
	who: string;
	at: number;
	text: string;
}

export type ServerMessage =
	| Welcome
	| Line
	/** `face` comes with events that bring in somebody new. */
	| { t: 'event'; e: ControlEvent; face?: Face }
	| ({ t: 'lobby' } & LobbyView)
	| ({ t: 'help' } & HelpStatus)
	| ({ t: 'mine' } & Mine)
	| ({ t: 'line' } & PrivateLine)
	| ({ t: 'aside' } & Aside)
	| { t: 'ok'; ref: number }
	| { t: 'refused'; ref: number | null; code: Refusal }
	| { t: 'beat'; now: number };

/** Why the server closed the connection. From 4400 on, as the protocol leaves them to applications. */
export const CLOSE = {
	/** Kept doing what was refused. */
	abuse: 4400,
	/** The login ended, or there was none. */
	'signed-out': 4401,
	/** Removed by a facilitator, or no longer in the group. */
	removed: 4403,
	/** No such meeting, or not for this account: one answer for both. */
	'not-found': 4404,
	/** Came to lead, and may lead no longer. */
	'not-leading': 4405,
	/** No valid hello in time. */
	'hello-late': 4408,
	/** The same person came in from another window or device. */
	elsewhere: 4409,
	/** The meeting is over. */
	ended: 4410,
	/** The meeting was called off. */
	'called-off': 4411,
	/** The lobby is not open yet. */
	early: 4425,
	/** Closed to newcomers. */
	'door-closed': 4423,
	/** Every seat is taken. */
	full: 4424,
	/** Could not take the messages as fast as they came. Coming back is right. */
	'too-slow': 4429,
	/** Left by their own choice. */
	left: 4430,
	/** The server stops and comes back, or something it needs is missing for now. Coming back is right. */
	restart: 1012
} as const;
export type CloseReason = keyof typeof CLOSE;

const REASONS = new Map<number, CloseReason>(
	Object.entries(CLOSE).map(([reason, code]) => [code, reason as CloseReason])
);
export const closeReason = (code: number): CloseReason | null => REASONS.get(code) ?? null;

/** After these the browser stays away; after any other it tries again. */
export const FINAL: ReadonlySet<CloseReason> = new Set<CloseReason>([
	'abuse',
	'signed-out',
	'removed',
	'not-found',
	'not-leading',
	'elsewhere',
	'ended',
	'called-off',
	'early',
	'door-closed',
	'full',
	'left'
]);
