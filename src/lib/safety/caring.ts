import type { ReportReason } from './safety.ts';

/** The care of those who decide. Safe for the browser. */

/** Reports that one person opens in 24 hours; what comes first is never refused. */
export const mostOpened = 12;
/** Days for which somebody can rest; 0 ends it. */
export const breakDays = ['0', '1', '3', '7', '14', '28'] as const;

/** What I chose for myself. */
export interface MyReviewing {
	off: ReportReason[];
	breakUntil: Date | null;
	/** Reports I opened in the last 24 hours. */
	opened: number;
}

/** One of those who decide, on the load board: numbers of their work, nothing of what it was. */
export interface Load {
	label: string;
	openedToday: number;
	decidedThisWeek: number;
	breakUntil: Date | null;
}
