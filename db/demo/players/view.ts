import type { CloseReason, ServerMessage } from '#lib/meetings/protocol.ts';
import type { ControlEvent, Person, RoomState } from '#lib/meetings/room.ts';
import { emptyRoom, reduce } from '#lib/meetings/room.ts';

/** That somebody said or responded something. What it was is not kept. */
export interface Heard {
	t: 'w' | 'r';
	who: string;
	n: number;
}

/** What one of the people who play knows of the meeting, as any browser does: from what it was sent. */
export class View {
	me = '';
	place: 'outside' | 'waiting' | 'inside' = 'outside';
	room: RoomState = emptyRoom;
	/** Since this part began, and since the talking piece changed hands. */
	inPart: Heard[] = [];
	inTurn: Heard[] = [];
	/** Who wrote at the side, by help call. */
	asides: { call: string; who: string }[] = [];
	closed: CloseReason | null = null;
	private readonly cast: ReadonlySet<string>;

	constructor(cast: ReadonlySet<string>) {
		this.cast = cast;
	}

	isVisitor = (id: string | null): boolean => id !== null && !this.cast.has(id);

	/** Visitors who wait or are in. */
	get visitors(): Person[] {
		return this.room.people.filter(
			({ id, place }) => this.isVisitor(id) && (place === 'waiting' || place === 'inside')
		);
	}

	/** Somebody who looks at the demonstration leads, or is about to. */
	get visitorLeads(): boolean {
		const { lead } = this.room;
		if (lead !== null) return this.isVisitor(lead);
		return this.visitors.some(({ role }) => role === 'facilitator');
	}

	get part() {
		return this.room.parts[this.room.part];
	}

	take(message: ServerMessage): void {
		if (message.t === 'welcome') this.welcome(message);
		else if (message.t === 'event') this.follow(message.e);
		else if (message.t === 'lobby') this.room = { ...this.room, stage: message.stage };
		else if (message.t === 'aside') this.asides.push({ call: message.call, who: message.who });
		else if (message.t === 'w' || message.t === 'r') {
			const { t, who, n } = message;
			this.inPart.push({ t, who, n });
			this.inTurn.push({ t, who, n });
		}
	}

	private welcome(message: Extract<ServerMessage, { t: 'welcome' }>): void {
		this.me = message.me.id;
		this.place = message.place;
		if (message.place === 'waiting') {
			this.room = { ...emptyRoom, stage: message.lobby.stage };
			return;
		}
		const { room, lines, asides } = message;
		const since = (from: number | null): Heard[] =>
			lines.filter(({ at }) => from !== null && at >= from).map(({ t, who, n }) => ({ t, who, n }));
		this.room = room;
		this.inPart = since(room.partStartedAt);
		this.inTurn = since(room.holderSince);
		this.asides = asides.map(({ call, who }) => ({ call, who }));
	}

	private follow(event: ControlEvent): void {
		this.room = reduce(this.room, event);
		if (event.kind === 'part_started') this.inPart = [];
		if (event.kind === 'part_started' || event.kind === 'given') this.inTurn = [];
	}
}
