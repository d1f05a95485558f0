import * as groups from '#lib/groups/server/groups.ts';
import { BoxError, open } from '#server/crypto.ts';
import type { Ctx } from '#server/ctx.ts';
import { Shown } from '../plans.ts';

export const bound = (shownId: string) => `plan-shown:${shownId}`;

/** What is shown; null when its member's key was destroyed. */
export async function opened(
	tx: Ctx,
	row: { shown_id: string; group_id: string; membership_id: string; box: Buffer }
): Promise<Shown | null> {
	const keys = await groups.contentKeys(tx, row.group_id, [row.membership_id]);
	const key = keys.get(row.membership_id);
	if (!key) return null;
	try {
		return Shown.parse(JSON.parse(open(key, bound(row.shown_id), row.box).toString()));
	} catch (error) {
		if (error instanceof BoxError) return null;
		throw error;
	}
}
