import type { CountedTry, Symptom } from '#lib/coping/coping.ts';
import type { Audience } from './impact.ts';
import { isSmall, said } from './suppress.ts';
import { wilson, type Interval } from './wilson.ts';

/** How many people tried one strategy for one thing, and for how many of them it helped. Exact, and not shown. */
export interface HelpedTally {
	strategy: string;
	symptom: Symptom;
	/** People who tried it and said both numbers. */
	people: number;
	/** Those of them whose distress fell by 2 or more. */
	helped: number;
}

/** What helped people here: one strategy, for one thing, as it is said to an audience. */
export interface WhatHelped extends HelpedTally {
	/** helped of people, 0 to 1. */
	share: number;
	interval: Interval;
}

/** A fall that somebody notices. */
const FALL = 2;

/** Each person counts once for a strategy and what it was for, by their latest try. */
export function tallyTries(tries: readonly CountedTry[]): HelpedTally[] {
	const latest = new Map<string, CountedTry>();
	for (const one of tries) {
		const name = `${one.symptom} ${one.strategy} ${one.accountId}`;
		const other = latest.get(name);
		if (!other || other.triedAt <= one.triedAt) latest.set(name, one);
	}
	const tallies = new Map<string, HelpedTally>();
	for (const { strategy, symptom, before, after } of latest.values()) {
		const name = `${symptom} ${strategy}`;
		const tally = tallies.get(name) ?? { strategy, symptom, people: 0, helped: 0 };
		tally.people += 1;
		if (before - after >= FALL) tally.helped += 1;
		tallies.set(name, tally);
	}
	return [...tallies.values()].sort(byName);
}

/**
 * What of it is shown: nothing of few people, nor where so few were helped, or were not, that somebody could be
 * recognised. The best known comes first: by the lower end of the interval, so that three lucky tries do not lead.
 */
export const whatHelped = (tallies: readonly HelpedTally[], audience: Audience): WhatHelped[] =>
	tallies
		.filter(({ people, helped }) => !givesAway(people, helped, audience))
		.map(({ strategy, symptom, ...exact }) => {
			const [people, helped] = [said(exact.people, audience), said(exact.helped, audience)];
			const interval = wilson(helped, people);
			return { strategy, symptom, people, helped, share: helped / people, interval };
		})
		.sort((a, b) => b.interval.low - a.interval.low || b.people - a.people || byName(a, b));

const givesAway = (people: number, helped: number, audience: Audience): boolean =>
	people === 0 || [people, helped, people - helped].some((few) => isSmall(few, audience));

const nameOf = ({ symptom, strategy }: HelpedTally) => `${symptom} ${strategy}`;
const byName = (a: HelpedTally, b: HelpedTally): number => (nameOf(a) < nameOf(b) ? -1 : 1);
