/** Why somebody reports what happened in a meeting; the most urgent first. */
export const REPORT_REASONS = [
	'knows_me',
	'threat',
	'minor',
	'identifying',
	'sexual',
	'unkind',
	'other'
] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];

/** The newest lines that go with a report, at most. */
export const REPORTED_LINES = 20;
/** … and at most so many bytes of them, so that the form fits where forms have to fit. */
export const REPORTED_BYTES = 40_000;
/** Minutes after the end in which a page that is still open can send them. */
export const LAST_LINES_MINUTES = 10;
/** Characters of what the reporter says about it. */
export const REPORT_WORDS_MAX = 1_000;
/** Days after the decision in which what was reported is kept. */
export const reportDays = 90;
