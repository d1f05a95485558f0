import { isInside } from '#lib/meetings/room.ts';
import { sceneOf, type Scene } from '../script/script.ts';
import type { Company } from './company.ts';
import { facilitatorMind } from './facilitator.ts';
import { memberMind } from './member.ts';
import { second, type Mind } from './move.ts';
import { Performer, type Role } from './performer.ts';
import type { SignedIn } from './sign-in.ts';
import { View } from './view.ts';

/** Between one arrival and the next. */
const ARRIVES_EVERY = 6 * second;

export interface Stage {
	address: string;
	origin: string;
	speed: number;
}

/**
 * One meeting with everybody who plays in it. The companion is there from the beginning; the others come
 * when somebody does who looks at the demonstration.
 */
export class Evening {
	/** It has ended, or nobody who plays can be in it. */
	readonly over: Promise<void>;
	private readonly meetingId: string;
	private readonly company: Company;
	private readonly stage: Stage;
	private readonly scene: Scene;
	private readonly performers = new Map<SignedIn, Performer>();
	private readonly arrivals: NodeJS.Timeout[] = [];
	private membersCome = false;
	private isClosed = false;
	private end: () => void = () => {};

	constructor(meetingId: string, company: Company, stage: Stage) {
		this.meetingId = meetingId;
		this.company = company;
		this.stage = stage;
		this.scene = sceneOf(meetingId);
		this.over = new Promise((resolve) => (this.end = resolve));
		this.bring(company.companion, facilitatorMind(this.scene, 'companion'));
		this.look();
	}

	/** Nobody has come, and nothing has begun. */
	get isIdle(): boolean {
		const view = this.watcher;
		return !view || (view.room.stage === 'before' && view.visitors.length === 0);
	}

	close(): void {
		this.isClosed = true;
		for (const timer of this.arrivals) clearTimeout(timer);
		for (const performer of this.performers.values()) performer.close();
		this.end();
	}

	/** What a facilitator sees is the whole room. */
	private get watcher(): View | undefined {
		const { companion, lead } = this.company;
		const seen = [companion, lead].map((one) => one && this.performers.get(one));
		return seen.find((one) => one && !one.isGone && one.view.place === 'inside')?.view;
	}

	private bring(person: SignedIn | null, mind: Mind): void {
		if (!person || this.isClosed) return;
		const { address, origin, speed } = this.stage;
		const role: Role = {
			...{ meetingId: this.meetingId, mind, speed },
			view: new View(this.company.membershipIds),
			door: { address, origin, cookie: person.cookie },
			changed: () => this.look()
		};
		this.performers.set(person, new Performer(role));
	}

	private look(): void {
		if (this.isClosed) return;
		const gone = [...this.performers.values()].every((one) => one.isGone);
		if (gone) return this.end();
		const view = this.watcher;
		if (!view) return;
		if (view.visitors.length > 0 && !view.room.ended) this.bringMembers();
		this.placeLead(view);
	}

	/** One after the other, as people come. */
	private bringMembers(): void {
		if (this.membersCome) return;
		this.membersCome = true;
		for (const [seat, person] of this.company.members.entries()) {
			const voice = this.scene.members[seat % this.scene.members.length] ?? {};
			const come = () => this.bring(person, memberMind(voice, seat));
			this.arrivals.push(setTimeout(come, (seat * ARRIVES_EVERY) / this.stage.speed));
		}
	}

	/** When a visitor leads, the one who would have led stays away. */
	private placeLead(view: View): void {
		const { room, visitors, visitorLeads } = view;
		const { lead } = this.company;
		const performer = lead && this.performers.get(lead);
		const isBefore = room.stage === 'before';
		const isWanted = isBefore ? visitors.length > 0 && !visitorLeads : !visitorLeads;
		if (performer && !performer.isGone) {
			const isIn = isInside(room, lead.membershipId);
			if (isBefore && visitorLeads && isIn) performer.leave();
		} else if (isWanted && !room.ended && !performer?.view.closed) {
			this.bring(lead, facilitatorMind(this.scene, 'lead'));
		}
	}
}
