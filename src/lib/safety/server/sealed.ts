import type { Ctx } from '#server/ctx.ts';
import { notFound } from '#server/errors.ts';
import { KeyGone } from '#server/keyring.ts';

/** A report with what opens it; nothing does once it was destroyed. */
export interface SealedReport {
	report_id: string;
	report_key: Buffer | null;
	kek_id: string | null;
}

/** The key of one report alone. @throws not_found once it was destroyed */
export function keyOf({ keys }: Ctx, { report_id, report_key, kek_id }: SealedReport): Buffer {
	if (!report_key || !kek_id) throw notFound();
	try {
		return keys.unwrap({ kekId: kek_id, wrapped: report_key }, `report:${report_id}`);
	} catch (error) {
		// Restored from a backup that is older than its keys: nothing opens it any more.
		if (error instanceof KeyGone) throw notFound();
		throw error;
	}
}
