/** The real clock. Everything else takes the time from `ctx.now`, so that tests can set it. */
export const systemClock = (): Date => new Date();

/** Lengths of time in milliseconds, so that a number never stands without its unit. */
export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** The moment `milliseconds` after `from`. */
export const after = (from: Date, milliseconds: number): Date =>
	new Date(from.getTime() + milliseconds);
