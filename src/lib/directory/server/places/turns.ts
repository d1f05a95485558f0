import { AppError } from '#server/errors.ts';

/** Searches of places at the same moment; a typing mistake costs the database tens of milliseconds. */
const atOnce = 3;
/** Who comes when so many wait is asked to try again: pages must not wait behind a flood of searches. */
const mostWaiting = 24;

let running = 0;
const line: (() => void)[] = [];

/** Does `work` when its turn comes. @throws unavailable when too many wait */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
	if (running >= atOnce) {
		if (line.length >= mostWaiting) throw new AppError('unavailable', 503);
		await new Promise<void>((resume) => line.push(resume));
	} else running += 1;
	try {
		return await work();
	} finally {
		const next = line.shift();
		// The turn goes over to whoever waits; it is not given back in between.
		if (next) next();
		else running -= 1;
	}
}
