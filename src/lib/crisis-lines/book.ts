import emergencyFile from '#content/emergency-numbers.json' with { type: 'json' };
import lineFile from '#content/crisis-lines.json' with { type: 'json' };
import type { Book } from './crisis-lines.ts';

/** Everything we know, also lines that are not shown; choose with `shownLines`. */
export const book = {
	lines: lineFile.lines,
	emergencies: emergencyFile.countries
} as Book;
