import emergencyFile from '#content/emergency-numbers.json' with { type: 'json' };
import lineFile from '#content/crisis-lines.json' with { type: 'json' };
import type { Emergency, Line } from './crisis-lines.ts';

/** All lines, also those not shown; choose with `shownLines`. */
export const lines = lineFile.lines as readonly Line[];
export const emergencies = emergencyFile.countries as readonly Emergency[];
