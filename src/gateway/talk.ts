import { randomUUID } from 'node:crypto';
import type { Aside, Cursor, LateCard, Line, PrivateLine } from '#lib/meetings/protocol.ts';
import { WORDS_KEPT } from '#lib/meetings/protocol.ts';
import type { ControlEvent, RoomState, Spot } from '#lib/meetings/room.ts';
import { personIn } from '#lib/meetings/room.ts';
import type { TagOf } from '#lib/meetings/server/meetings.ts';
import type { Earshot } from '#lib/meetings/speaking.ts';

const PRIVATE_KEPT = 100;
/** Of the text of all lines together, in bytes: whoever comes back is sent them at once. */
const BYTES_KEPT = 96 * 1024;
const sizeOf = (line: Line): number => (line.t === 'w' ? Buffer.byteLength(line.text) : 0);

type Gap = 'none' | 'restarted' | 'too-many';

/** A line before it has its number. */
type NewLine = Line extends infer L ? (L extends Line ? Omit<L, 'n' | 'tag'> : never) : never;

/** Who rests hears the circle later, and so belongs to it. */
const placeOf = (spot: Spot): Earshot => (spot === 'resting' ? 'circle' : spot);

/**
 * What is said in one room: in this process's memory and nowhere else. It must never reach a log, an error,
 * a file or the database. A new epoch begins with each process, because the words of the last are gone.
 */
export class Talk {
	readonly epoch: string = randomUUID();
	private lines: Line[] = [];
	private bytes = 0;
	private count = 0;
	private line: PrivateLine[] = [];
	private asides: Aside[] = [];
	/**
	 * From which number on somebody may read, in each place: nobody sees what was said before they came
	 * there, or while they were elsewhere.
	 */
	private readonly from = new Map<string, Map<Earshot, number>>();
	private readonly tagOf: TagOf;
	private late: LateCard | null = null;

	constructor(tagOf: TagOf) {
		this.tagOf = tagOf;
	}

	/** Keeps who may read what, from what happens in the room. `before` is the state until then. */
	follow(before: RoomState, event: ControlEvent): void {
		const spotOf = (who: string) => personIn(before, who)?.spot ?? 'circle';
		if (event.kind === 'entered') this.welcome(event.data.who);
		if (event.kind === 'moved') this.moved(event.data.who, spotOf(event.data.who), event.data.to);
		// Whoever goes comes back to the circle, wherever they were.
		if (event.kind === 'went') this.moved(event.data.who, spotOf(event.data.who), 'circle');
		if (event.kind === 'help_settled') this.forgetCall(event.data.call);
	}

	/** Somebody is inside for the first time. */
	welcome(who: string): void {
		if (!this.from.has(who)) this.from.set(who, new Map([['circle', this.count]]));
	}

	/** Somebody comes to another place in the meeting. Who rests comes back to what was said meanwhile. */
	moved(who: string, from: Spot, to: Spot): void {
		const place = placeOf(to);
		if (place === placeOf(from)) return;
		this.from.set(who, (this.from.get(who) ?? new Map<Earshot, number>()).set(place, this.count));
	}

	add(line: NewLine): Line {
		this.count += 1;
		const numbered = { ...line, n: this.count } as Line;
		if (numbered.t === 'w') numbered.tag = this.tagOf(this.epoch, numbered);
		this.lines.push(numbered);
		this.bytes += sizeOf(numbered);
		while (this.lines.length > WORDS_KEPT || this.bytes > BYTES_KEPT)
			this.bytes -= sizeOf(this.lines.shift()!);
		return numbered;
	}

	/** The lines of a place that somebody who had got as far as `cursor` has missed. */
	since(who: string, place: Earshot, cursor: Cursor | undefined): { lines: Line[]; gap: Gap } {
		const resumes = cursor?.epoch === this.epoch;
		const from = this.from.get(who)?.get(place) ?? 0;
		const heard = Math.max(from, resumes ? cursor.words : 0);
		const oldest = this.lines[0]?.n ?? this.count + 1;
		const tooMany = heard + 1 < oldest && this.count > heard;
		const restarted = cursor !== undefined && !resumes;
		return {
			lines: this.lines.filter((line) => line.n > heard && line.in === place),
			gap: restarted ? 'restarted' : tooMany ? 'too-many' : 'none'
		};
	}

	/** The facilitators' private line. */
	addPrivate(line: PrivateLine): PrivateLine {
		this.line = [...this.line, line].slice(-PRIVATE_KEPT);
		return line;
	}
	privateLines = (): PrivateLine[] => this.line;

	/** Between who called for help and who came. */
	addAside(aside: Aside): Aside {
		this.asides = [...this.asides, aside].slice(-PRIVATE_KEPT);
		return aside;
	}
	asidesOf = (calls: readonly string[]): Aside[] =>
		this.asides.filter((aside) => calls.includes(aside.call));

	/** Where we are, for late-comers. The newest replaces what was said before. */
	setCard(text: string, at: number): void {
		this.late = text === '' ? null : { text, at };
	}
	card = (): LateCard | null => this.late;

	forgetCall(call: string): void {
		this.asides = this.asides.filter((aside) => aside.call !== call);
	}

	/** The meeting is over: nothing of it remains. */
	forget(): void {
		this.lines = [];
		this.bytes = 0;
		this.line = [];
		this.asides = [];
		this.late = null;
	}
}
