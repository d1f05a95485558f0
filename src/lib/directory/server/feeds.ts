import type { Ctx } from '#server/ctx.ts';
import { writeMeetingGuide, writeMeetingGuideCsv, type Written } from './formats/formats.ts';
import { allLeaving, leavingOptions } from './leaving.ts';

const writers = { json: writeMeetingGuide, csv: writeMeetingGuideCsv };

/**
 * The whole directory as a Meeting Guide feed or spreadsheet, while it is read. The report, complete at
 * the end, names what the format cannot say.
 */
export async function meetingGuide(
	ctx: Ctx,
	form: keyof typeof writers,
	origin: string
): Promise<Written> {
	return writers[form](allLeaving(ctx), await leavingOptions(ctx, origin));
}

/** What a feed leaves out or says otherwise, and why. */
export async function exportReport(
	ctx: Ctx,
	form: keyof typeof writers,
	origin: string
): Promise<Written['report']> {
	const { chunks, report } = await meetingGuide(ctx, form, origin);
	for await (const _ of chunks);
	return report;
}
