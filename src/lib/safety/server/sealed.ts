import type { Ctx } from '#server/ctx.ts';
import { open } from '#server/crypto.ts';
import { notFound } from '#server/errors.ts';
import { KeyGone } from '#server/keyring.ts';
import type { Contents } from './storing.ts';

/** A report with what opens it; nothing does once it was destroyed. */
export interface SealedReport {
	report_id: string;
	report_key: Buffer | null;
	kek_id: string | null;
}

/** The key of one report alone. @throws not_found once it was destroyed */
export function keyOf(ctx: Ctx, report: SealedReport): Buffer {
	const key = keyIn(ctx, report);
	if (!key) throw notFound();
	return key;
}

function keyIn({ keys }: Ctx, { report_id, report_key, kek_id }: SealedReport): Buffer | null {
	if (!report_key || !kek_id) return null;
	try {
		return keys.unwrap({ kekId: kek_id, wrapped: report_key }, `report:${report_id}`);
	} catch (error) {
		// Restored from a backup that is older than its keys: nothing opens it any more.
		if (error instanceof KeyGone) return null;
		throw error;
	}
}

/** What was written, as it was reported; nothing once that was destroyed. */
export function linesIn(ctx: Ctx, report: SealedReport & { box: Buffer | null }): string[] {
	const key = report.box && keyIn(ctx, report);
	if (!key) return [];
	const whole = open(key, `report:${report.report_id}`, report.box!).toString();
	return (JSON.parse(whole) as Contents).lines.map(({ text }) => text);
}
