import type { Ctx } from '#server/ctx.ts';
import { read } from '#server/input.ts';
import { DirectoryQuery } from '../inputs.ts';
import { count, plan, type Reader } from './searching.ts';

/** How many listings a search would find. @throws invalid */
export async function howMany(
	ctx: Ctx,
	given: DirectoryQuery,
	reader: Reader = {}
): Promise<number> {
	const { query } = await plan(ctx, read(DirectoryQuery, given), reader);
	return count(ctx, query);
}
