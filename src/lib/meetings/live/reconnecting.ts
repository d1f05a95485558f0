/** When a lost connection is tried again. Quick at first, never far apart, never all at once. */
const FIRST = 150;
const LONGEST = 1_400;
/** After this long without success the tries get rarer. */
const PATIENT_AFTER = 60_000;
const LONGEST_WHEN_PATIENT = 4_000;

/**
 * Milliseconds until the next try. `tries` were made already, the first of them `lasting` milliseconds ago;
 * `chance` is from 0 to 1, so that a whole room does not come back in the same instant.
 */
export function untilNextTry(tries: number, lasting: number, chance: number): number {
	const most = lasting > PATIENT_AFTER ? LONGEST_WHEN_PATIENT : LONGEST;
	const wait = Math.min(most, FIRST * 2 ** Math.min(tries, 10));
	return Math.round(wait * (0.7 + 0.3 * chance));
}

/** A try that has not led to an open connection by then is given up, in milliseconds. */
export const GIVE_UP_TRY_AFTER = 5_000;
/** Without a sign from the server for this long, the connection is gone, whatever the browser thinks. */
export const SILENT_TOO_LONG = 25_000;
