import { DEED_EVERY, DEEDS_AT_ONCE } from '#lib/meetings/limits.ts';

/** How often a person may do something: `burst` at once, then `perSecond`. */
export interface Rate {
	burst: number;
	perSecond: number;
}

/** Typing faster than this is not typing. Benchmarks lift the rate of words; nothing else does. */
export interface Limits {
	words: Rate;
	/** Silent responses. */
	responses: Rate;
	/** Buttons, ratings, the facilitators' line. */
	commands: Rate;
	/** A call for help is stored once however often it is pressed; this only stops floods. */
	help: Rate;
	/** What a member does by themselves and is stored: counted by membership, over the whole meeting. */
	deeds: Rate;
	/** Coming in and coming back, counted by membership. */
	arrivals: Rate;
	/** Messages that break the rules of the protocol. When these run out the connection is closed. */
	strikes: Rate;
	/** Bytes waiting for one slow reader before it is let go, to come back and resume. */
	backlog: number;
	/** Connections that have not said hello. */
	strangers: number;
	/** … and those of them that come from one network. */
	strangersOfOneNetwork: number;
}

export const LIMITS: Limits = {
	words: { burst: 6, perSecond: 1 },
	responses: { burst: 5, perSecond: 0.5 },
	commands: { burst: 20, perSecond: 4 },
	help: { burst: 10, perSecond: 1 },
	deeds: { burst: DEEDS_AT_ONCE, perSecond: 1_000 / DEED_EVERY },
	arrivals: { burst: 10, perSecond: 0.5 },
	strikes: { burst: 30, perSecond: 0.5 },
	backlog: 256 * 1024,
	strangers: 500,
	strangersOfOneNetwork: 40
};

/** A token bucket on the process's own clock, or on another that may jump back; nothing of it is kept. */
export class Bucket {
	private readonly rate: Rate;
	private tokens: number;
	private at: number;

	constructor(rate: Rate, now = performance.now()) {
		this.rate = rate;
		this.tokens = rate.burst;
		this.at = now;
	}

	/** Takes one token; false when there is none. */
	take(now = performance.now()): boolean {
		const passed = Math.max(0, now - this.at);
		const grown = this.tokens + (passed / 1_000) * this.rate.perSecond;
		this.tokens = Math.min(this.rate.burst, grown);
		this.at = now;
		if (this.tokens < 1) return false;
		this.tokens -= 1;
		return true;
	}
}
