/** How a strategy can be guided on a page, at one's own press. Without scripts its steps are read instead. */
export type Guide =
	/** One step at a time. */
	| { kind: 'steps' }
	/** One breath, in seconds; nought is left out. */
	| { kind: 'breath'; in: number; hold: number; out: number; rest: number }
	/** One part of the body after another, in seconds each. */
	| { kind: 'muscles'; parts: readonly string[]; tense: number; letGo: number };
export type TimedGuide = Exclude<Guide, { kind: 'steps' }>;

/** What to do for some seconds. */
export interface Beat {
	say: 'in' | 'hold' | 'out' | 'rest' | 'tense' | 'let_go';
	seconds: number;
	/** The part of the body that it is about. */
	part?: string;
	/** How large the breath is at its end, 0 to 1. */
	size: number;
}

/** The beats of one round, in their order. */
export function beatsOf(guide: TimedGuide): Beat[] {
	if (guide.kind === 'muscles')
		return guide.parts.flatMap((part) => [
			{ say: 'tense' as const, seconds: guide.tense, part, size: 1 },
			{ say: 'let_go' as const, seconds: guide.letGo, part, size: 0 }
		]);
	const breath: Beat[] = [
		{ say: 'in', seconds: guide.in, size: 1 },
		{ say: 'hold', seconds: guide.hold, size: 1 },
		{ say: 'out', seconds: guide.out, size: 0 },
		{ say: 'rest', seconds: guide.rest, size: 0 }
	];
	return breath.filter(({ seconds }) => seconds > 0);
}

const lengthOf = (beats: readonly Beat[]): number =>
	beats.reduce((sum, { seconds }) => sum + seconds, 0);

/** How often the round is gone through: breath for as long as the strategy takes, muscles once. */
export function roundsOf(guide: TimedGuide, minutes: number): number {
	if (guide.kind === 'muscles') return 1;
	return Math.max(1, Math.floor((minutes * 60) / lengthOf(beatsOf(guide))));
}

export interface BeatNow {
	/** Which of the round's beats, from 0. */
	index: number;
	/** Whole seconds left of it, from its own number down to 1. */
	left: number;
	isOver: boolean;
}

/** Where a guide is after `elapsed` milliseconds. */
export function beatAt(beats: readonly Beat[], rounds: number, elapsed: number): BeatNow {
	const length = lengthOf(beats);
	const run = Math.max(0, elapsed) / 1000;
	if (run >= length * rounds) return { index: beats.length - 1, left: 0, isOver: true };
	let at = run % length;
	let index = 0;
	for (; at >= beats[index]!.seconds; index += 1) at -= beats[index]!.seconds;
	return { index, left: Math.ceil(beats[index]!.seconds - at), isOver: false };
}

/** Milliseconds from the start to the beginning of the next part of the body. */
export function nextPart(beats: readonly Beat[], index: number): number {
	const { part } = beats[index]!;
	const past = beats.findLastIndex((beat) => beat.part === part);
	return lengthOf(beats.slice(0, past + 1)) * 1000;
}
