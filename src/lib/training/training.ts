/** Training for those who lead groups: what pages and forms speak of. */
import { z } from 'zod';
import type { Tries } from './quiz.ts';
import type { Text } from './text.ts';

/** How each choice in a scenario is looked at; from −2 to 2. */
export const RUBRIC = ['safety', 'respect', 'group', 'role'] as const;
export type Rubric = Record<(typeof RUBRIC)[number], number>;
/** What the hard moments of the scenarios are. */
export const SUBJECTS = [
	...([
		'dominating',
		'graphic',
		'advice',
		'crisis',
		'dissociation',
		'intruder',
		'conflict'
	] as const)
] as const;
/** What a share asks for, as in a group’s space. */
export const NEEDS = ['listen', 'believe', 'ideas', 'practical'] as const;

/** Where somebody is with a module. */
export interface Progress {
	/** After how many of its parts they stopped, of how many. */
	place: number;
	parts: number;
	/** The part they read last. */
	stoppedAfter: string | null;
	readAt: Date | null;
}
/** A module on the list. */
export interface Line {
	nr: number;
	title: string;
	minutes: number;
	progress: Progress;
	/** Of the quiz: how many questions, and how many right answers pass it. */
	quiz: { questions: number; needed: number; tries: Tries | null };
}
/** A module to read. */
export interface Reading extends Line {
	hours: number;
	delivery: string;
	goals: readonly string[];
	live: string;
	intro: Text;
	parts: readonly { heading: string; body: Text }[];
	exercises: Text;
	sources: Text;
	next: { nr: number; title: string } | null;
}

/** After how many parts somebody stops; 0 is to begin anew. */
export const PlaceInput = z.object({ place: z.coerce.number('choose').int().min(0).max(30) });

/** The number of a module in an address; 0, which none has, for anything else. */
export const nrOf = (typed: string): number => (/^[1-9]\d?$/.test(typed) ? Number(typed) : 0);
