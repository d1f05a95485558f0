import * as org from '#lib/org/server/org.ts';
import type { Ctx } from '#server/ctx.ts';
import { unitFor, type Unit } from '../units.ts';

/** What distances are said in around a place, by its name; around none, where the organisation is. */
export async function unitAround(ctx: Ctx, place: string | null): Promise<Unit> {
	return unitFor(place, (await org.organisation(ctx))?.country ?? null);
}
