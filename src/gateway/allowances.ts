import { Bucket, type Limits } from './limits.ts';

/** What is left to one person of what they may send. */
export class Allowance {
	readonly words: Bucket;
	readonly responses: Bucket;
	readonly commands: Bucket;
	readonly help: Bucket;

	constructor(limits: Limits) {
		this.words = new Bucket(limits.words);
		this.responses = new Bucket(limits.responses);
		this.commands = new Bucket(limits.commands);
		this.help = new Bucket(limits.help);
	}
}

/** The allowances of one room, by membership and for the whole meeting: a new connection gives nobody more. */
export class Allowances {
	private readonly kept = new Map<string, { sends: Allowance; arrivals: Bucket }>();

	/** Somebody comes, or comes back. Null when that is too often. `now` is the meeting's clock. */
	arrive(id: string, limits: Limits, now: number): Allowance | null {
		const known = this.kept.get(id);
		const { sends, arrivals } = known ?? {
			...{ sends: new Allowance(limits), arrivals: new Bucket(limits.arrivals, now) }
		};
		if (!known) this.kept.set(id, { sends, arrivals });
		return arrivals.take(now) ? sends : null;
	}
}
