import { randomUUID } from 'node:crypto';
import type { Aside, Cursor, Line, PrivateLine } from '#lib/meetings/protocol.ts';
import { WORDS_KEPT } from '#lib/meetings/protocol.ts';

const PRIVATE_KEPT = 100;

type Gap = 'none' | 'restarted' | 'too-many';

/** A line before it has its number. */
type NewLine = Line extends infer L ? (L extends Line ? Omit<L, 'n'> : never) : never;

/**
 * What is said in one room: in this process's memory and nowhere else. It must never reach a log, an error,
 * a file or the database. A new epoch begins with each process, because the words of the last are gone.
 */
export class Talk {
	readonly epoch: string = randomUUID();
	private lines: Line[] = [];
	private count = 0;
	private line: PrivateLine[] = [];
	private asides: Aside[] = [];
	/** From which number on somebody may read: nobody sees what was said before they came. */
	private readonly from = new Map<string, number>();

	/** Somebody is inside for the first time. */
	welcome(who: string): void {
		if (!this.from.has(who)) this.from.set(who, this.count);
	}

	add(line: NewLine): Line {
		this.count += 1;
		const numbered = { ...line, n: this.count } as Line;
		this.lines.push(numbered);
		if (this.lines.length > WORDS_KEPT) this.lines.shift();
		return numbered;
	}

	/** The lines that somebody who had got as far as `cursor` has missed. */
	since(who: string, cursor: Cursor | undefined): { lines: Line[]; gap: Gap } {
		const resumes = cursor?.epoch === this.epoch;
		const heard = Math.max(this.from.get(who) ?? 0, resumes ? cursor.words : 0);
		const oldest = this.lines[0]?.n ?? this.count + 1;
		const tooMany = heard + 1 < oldest && this.count > heard;
		const restarted = cursor !== undefined && !resumes;
		return {
			lines: this.lines.filter((line) => line.n > heard),
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

	forgetCall(call: string): void {
		this.asides = this.asides.filter((aside) => aside.call !== call);
	}

	/** The meeting is over: nothing of it remains. */
	forget(): void {
		this.lines = [];
		this.line = [];
		this.asides = [];
	}
}
