import type { Line, Progress, Reading } from '../training.ts';
import type { Tries } from '../quiz.ts';
import type { Module } from './content/book.ts';
import { neededOf } from './marking.ts';

/** What is kept of somebody and a module. */
export interface Kept {
	place?: number;
	read_at?: Date | null;
	tries?: Tries;
}

/** A module that became shorter since is read to its end. */
function progressOf({ sections }: Module, kept: Kept | undefined): Progress {
	const place = Math.min(kept?.place ?? 0, sections.length);
	return {
		...{ place, parts: sections.length, readAt: kept?.read_at ?? null },
		stoppedAfter: sections[place - 1]?.heading ?? null
	};
}

export const presentLine = (module: Module, kept: Kept | undefined): Line => ({
	...{ nr: module.nr, title: module.title, minutes: module.minutes },
	progress: progressOf(module, kept),
	quiz: {
		...{ questions: module.quiz.questions.length, needed: neededOf(module) },
		tries: kept?.tries ?? null
	}
});

/** Without its quiz. */
export const presentReading = (
	module: Module,
	kept: Kept | undefined,
	next: Module | undefined
): Reading => ({
	...presentLine(module, kept),
	...{ hours: module.hours, delivery: module.delivery, goals: module.goals, live: module.live },
	...{ intro: module.intro, exercises: module.exercises, sources: module.sources },
	parts: module.sections.map(({ heading, body }) => ({ heading, body })),
	next: next ? { nr: next.nr, title: next.title } : null
});
