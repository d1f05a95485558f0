import { setTimeout as wait } from 'node:timers/promises';
import type { Ctx } from '#server/ctx.ts';
import type { Log } from '#server/log.ts';
import { meetingNow } from '../meeting-now.ts';
import type { Cast } from '../players-file.ts';
import { Company } from './company.ts';
import { Evening, type Stage } from './evening.ts';
import { second } from './move.ts';

/** After one meeting, before the next one is moved to now. */
const BETWEEN_MEETINGS = 45 * second;
/** How often a meeting to which nobody has come is kept in reach. */
const LOOK_AGAIN = 60 * second;
const AFTER_TROUBLE = 20 * second;

/** Sees to it that the demonstration always has a meeting that happens now, and plays it. */
export class Director {
	private readonly system: Ctx;
	private readonly groupId: string;
	private readonly company: Company;
	private readonly stage: Stage;
	private readonly log: Log;
	private readonly stopping = new AbortController();
	private readonly running: Promise<void>;
	private evening: Evening | null = null;

	constructor(given: { system: Ctx; cast: Cast; stage: Stage; log: Log }) {
		this.system = given.system;
		this.groupId = given.cast.groupId;
		this.company = new Company(given.system, given.cast);
		this.stage = given.stage;
		this.log = given.log;
		this.running = this.run();
	}

	async close(): Promise<void> {
		this.stopping.abort();
		this.evening?.close();
		await this.running;
		await this.company.signOut();
	}

	private async run(): Promise<void> {
		while (!this.stopping.signal.aborted) {
			try {
				await this.oneEvening();
			} catch (err) {
				if (this.stopping.signal.aborted) return;
				this.log.warn({ err }, 'the demonstration meeting could not go on, and is tried again');
				await this.pause(AFTER_TROUBLE);
			}
		}
	}

	private async oneEvening(): Promise<void> {
		const meetingId = await meetingNow(this.system, this.groupId);
		if (!meetingId) return this.pause(LOOK_AGAIN);
		await this.company.assemble();
		if (this.stopping.signal.aborted) return;
		const evening = new Evening(meetingId, this.company, this.stage);
		this.evening = evening;
		const over = new AbortController();
		try {
			await Promise.race([evening.over, this.whileItIsNow(evening, meetingId, over.signal)]);
		} finally {
			over.abort();
			evening.close();
			this.evening = null;
		}
		await this.pause(BETWEEN_MEETINGS);
	}

	/** Ends when another meeting is the one that happens now. */
	private async whileItIsNow(
		evening: Evening,
		meetingId: string,
		signal: AbortSignal
	): Promise<void> {
		for (;;) {
			await wait(LOOK_AGAIN, undefined, { signal });
			if (evening.isIdle && (await meetingNow(this.system, this.groupId)) !== meetingId) return;
		}
	}

	private async pause(human: number): Promise<void> {
		const { signal } = this.stopping;
		await wait(human / this.stage.speed, undefined, { signal }).catch(() => {});
	}
}
