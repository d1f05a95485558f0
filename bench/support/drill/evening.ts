import type { Gathering } from '../../../test/support/gathering.ts';
import { Seat, type Door } from './seat.ts';

const SECOND = 1_000;
const chance = (share: number) => Math.random() < share;
const oneOf = <T>(list: readonly T[]): T | undefined =>
	list[Math.floor(Math.random() * list.length)];

/** One meeting of the drill: its people act at random, as people would, and its lead keeps it going. */
export class Evening {
	readonly gathering: Gathering;
	readonly seats: Seat[];
	/** Whom a facilitator was told to be out, and when that was known. */
	readonly removed = new Map<string, number>();
	private readonly word: string;
	private removals = 0;

	constructor(gathering: Gathering, door: Door, word: string) {
		this.gathering = gathering;
		this.word = word;
		this.seats = [...gathering.people.values()].map(
			(someone) => new Seat(someone, gathering.meetingId, door)
		);
	}

	get facilitators(): Seat[] {
		return this.seats.slice(0, 2);
	}
	get members(): Seat[] {
		return this.seats.slice(2);
	}
	private open = (id: string | null) =>
		this.seats.find((each) => each.id === id && each.link === 'open' && each.place === 'inside');

	/** Half a second of it. */
	act(isCalm: boolean): void {
		for (const seat of this.seats) seat.live();
		const some = this.facilitators.find((each) => each.link === 'open');
		if (!some) return;
		const { state } = some;
		if (state.stage === 'before') return void some.send({ t: 'open' });
		for (const { id, place } of state.people)
			if (place === 'waiting') some.send({ t: 'admit', who: id });
		for (const { id, place } of state.people)
			if (place === 'removed' && !this.removed.has(id)) this.removed.set(id, Date.now());
		const lead = this.open(state.lead);
		if (state.pause) return void some.send({ t: 'resume' });
		if (state.part < 3) return void lead?.send({ t: 'next-part', from: state.part });
		if (!isCalm) this.live(state.holder, lead);
		this.care();
	}

	private live(holder: string | null, lead: Seat | undefined): void {
		if (!holder) lead?.send({ t: 'give', to: oneOf(this.members)?.id });
		else {
			this.open(holder)?.send({ t: 'words', text: `I wanted to say ${this.word}.` });
			if (chance(0.2)) this.open(holder)?.send({ t: 'finish' });
		}
		lead?.send({ t: 'words', text: `We hear you, ${this.word}.` });
		if (chance(0.1)) lead?.send({ t: 'line', text: `Between us: ${this.word}` });
		const member = oneOf(this.members);
		if (!member) return;
		if (chance(0.1)) member.callForHelp();
		if (chance(0.03)) member.drop();
		if (chance(0.02) && member.link === 'open') {
			member.send({ t: 'leave' });
			member.awayUntil = Date.now() + Math.random() * 20 * SECOND;
		}
		if (chance(0.01)) {
			member.awayUntil = Date.now() + Math.random() * 30 * SECOND;
			member.drop();
		}
		if (chance(0.03) && this.removals < 2) {
			this.removals += 1;
			lead?.send({ t: 'remove', who: member.id });
		}
	}

	/** Calls are taken, answered and settled by whichever facilitator knows of them. */
	private care(): void {
		for (const seat of this.facilitators.filter((each) => each.link === 'open'))
			for (const { call, takenBy } of seat.state.help) {
				if (!takenBy) seat.send({ t: 'take-help', call });
				else if (chance(0.3)) seat.send({ t: 'settle-help', call });
				else if (takenBy === seat.id) seat.send({ t: 'aside', call, text: `Here, ${this.word}` });
			}
	}
}
