/** Counted from here, so that it stays a small number. */
const epoch = Date.UTC(2025, 0, 1);

/** SEQUENCE only has to grow with each change: seconds since 2025 do, and need no column. */
export const sequenceOf = (changedAt: Date): number =>
	Math.max(0, Math.floor((changedAt.getTime() - epoch) / 1000));
