import { z } from 'zod';
import { REPORTED_BYTES, REPORTED_LINES, REPORT_WORDS_MAX } from '#lib/meetings/meetings.ts';
import { breakDays } from './caring.ts';
import { appealAnswers, limitDays, REPORT_REASONS, reportDecisions, thingKinds } from './safety.ts';

const id = z.uuid('invalid');
const moment = z.int().min(0).max(8_640_000_000_000_000);

/** A line as the browser was sent it. Its parts are of fixed form, so that its tag can mean only one line. */
const Reported = z.strictObject({
	epoch: z.uuid(),
	n: z.int().min(1),
	in: z.enum(['circle', 'side', 'calm']),
	who: z.uuid(),
	at: moment,
	text: z.string().min(1).max(4_000),
	tag: z.string().max(40)
});

/** Lines come as the text of one form field. */
const asLines = (text: string, context: z.RefinementCtx<string>): unknown => {
	try {
		return text === '' ? [] : (JSON.parse(text) as unknown);
	} catch {
		context.addIssue('invalid');
		return z.NEVER;
	}
};

const Lines = z.array(Reported, 'invalid').max(REPORTED_LINES, 'too_big');
const said = {
	/** Chosen by the browser, so that sending again makes no second report. */
	once: id,
	reason: z.enum(REPORT_REASONS, 'choose'),
	words: z.string().trim().max(REPORT_WORDS_MAX, 'too_long').default(''),
	/** Whom it is about, as a membership; empty when that is not said. */
	about: z.union([z.literal(''), id]).default('')
};

export const ReportInput = z.object({
	...said,
	/** Facilitators of the group are not to read it. */
	coordinatorsOnly: z.boolean().default(false),
	lines: Lines.default([])
});
export type ReportInput = z.input<typeof ReportInput>;

/** The same as a form sends it. */
export const ReportForm = z.object({
	...said,
	coordinatorsOnly: z
		.literal('on')
		.optional()
		.transform((value) => value === 'on'),
	lines: z
		.string()
		.max(REPORTED_BYTES * 2, 'too_long')
		.default('')
		.transform(asLines)
		.pipe(Lines)
});

/** What a page says that it is about; nothing reads as the group itself. */
export const ThingInput = z.object({
	of: z.enum(thingKinds, 'choose').default('group'),
	id: z.union([z.literal(''), id]).default('')
});
export const ThingReportInput = ThingInput.extend({
	once: said.once,
	reason: said.reason,
	words: said.words,
	coordinatorsOnly: z.boolean().default(false)
});
export type ThingReportInput = z.input<typeof ThingReportInput>;
/** The same as a form sends it; what it is about stands in the address. */
export const ThingReportForm = ReportForm.omit({ about: true, lines: true });

/** That somebody may know somebody: whom, if they say so, and what would help. */
export const KnowForm = z.object({
	once: said.once,
	who: said.about,
	words: said.words,
	coordinatorsOnly: ReportForm.shape.coordinatorsOnly
});

export const OpenReportInput = z.object({ reportId: id });
export const DecideReportInput = z.object({
	reportId: id,
	decision: z.enum(reportDecisions, 'choose'),
	why: z.string().trim().min(3, 'required').max(1_000, 'too_long'),
	/** What whoever it concerns reads. */
	tell: z.string().trim().max(1_000, 'too_long').default(''),
	/** For how long, where it ends by itself. */
	days: z.enum(limitDays, 'choose').default('7'),
	/** The group they could move to. */
	toGroup: z.union([z.literal(''), id]).default('')
});
/** Somebody else, please; or it is theirs again. */
export const PassInput = z.object({ reportId: id, pass: z.enum(['yes', 'no'], 'choose') });
export type PassInput = z.infer<typeof PassInput>;
export const AppealInput = z.object({
	decisionId: id,
	words: z.string().trim().min(1, 'required').max(REPORT_WORDS_MAX, 'too_long')
});
export type AppealInput = z.infer<typeof AppealInput>;
export const StayInput = z.object({ decisionId: id });
export const LetGoInput = z.object({ decisionId: id });
export const OpenAppealInput = z.object({ decisionId: id });
export const AnswerAppealInput = z.object({
	decisionId: id,
	answer: z.enum(appealAnswers, 'choose'),
	/** What whoever appealed reads. */
	tell: z.string().trim().min(3, 'required').max(1_000, 'too_long')
});
export type AnswerAppealInput = z.infer<typeof AnswerAppealInput>;
/** Longer than this, a talk is better. */
export const AskAgainInput = z.object({
	reportId: id,
	words: z.string().trim().max(REPORT_WORDS_MAX, 'too_long').default('')
});
export type DecideReportInput = z.input<typeof DecideReportInput>;
/** Reasons that are not for me, and how long I rest. */
export const ReviewingInput = z.object({
	off: z.array(z.enum(REPORT_REASONS, 'choose')).default([]),
	days: z.enum(breakDays, 'choose').default('0')
});
