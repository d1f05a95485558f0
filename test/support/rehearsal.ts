import { due, excluded, lost } from '#lib/meetings/clock.ts';
import type { Command, Decision } from '#lib/meetings/commands.ts';
import { decide } from '#lib/meetings/commands.ts';
import type { ControlEvent, Draft, RoomState } from '#lib/meetings/room.ts';
import { emptyRoom, numbered, reduceAll } from '#lib/meetings/room.ts';
import { formFor } from '#lib/groups/groups.ts';

const START = Date.UTC(2026, 10, 24, 19, 0);

/** A meeting played without sockets or a database, on a clock that moves only when told. */
export class Rehearsal {
	state: RoomState = emptyRoom;
	events: ControlEvent[] = [];
	now = START;

	/** Does it, and says why not when it is refused. */
	try(who: string, command: Command): string | null {
		const decision = decide(this.state, who, command, this.now);
		this.follow(decision);
		return 'refused' in decision ? decision.refused : null;
	}

	/** Does it, and fails the test when it is refused. */
	do(who: string, command: Command): this {
		const reason = this.try(who, command);
		if (reason) throw new Error(`${who} may not ${command.t}: ${reason}`);
		return this;
	}

	lose(who: string, since = this.now): this {
		return this.follow(lost(this.state, who, since));
	}

	exclude(who: string): this {
		return this.follow(excluded(this.state, who));
	}

	/** Lets time pass, asking what is due every second as the gateway does. */
	wait(milliseconds: number): this {
		const until = this.now + milliseconds;
		while (this.now < until) {
			this.now = Math.min(until, this.now + 1_000);
			this.add(due(this.state, this.now));
		}
		return this;
	}

	/** Mara and Ines come in, Mara opens and lets the members in. */
	static opened(...members: string[]): Rehearsal {
		const play = new Rehearsal();
		play.do('mara', { t: 'enter', role: 'facilitator' });
		play.do('ines', { t: 'enter', role: 'facilitator' });
		play.do('mara', { t: 'open', parts: [...formFor(90)] });
		for (const who of members) {
			play.do(who, { t: 'enter', role: 'member' }).do('ines', { t: 'admit', who });
		}
		return play;
	}

	/** … and the meeting has come to the part with this name. */
	at(name: string): this {
		const index = this.state.parts.findIndex((part) => part.name === name);
		while (this.state.part < index) this.do('mara', { t: 'next-part', from: this.state.part });
		return this;
	}

	private follow(decision: Decision): this {
		if ('events' in decision) this.add(decision.events);
		return this;
	}

	private add(drafts: Draft[]): void {
		const events = numbered(this.state, drafts, this.now);
		this.events.push(...events);
		this.state = reduceAll(events, this.state);
	}
}
