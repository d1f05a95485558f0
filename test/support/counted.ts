import type { Ctx } from '../../src/server/ctx.ts';

/** A context that counts the statements sent through it. */
export function counted(ctx: Ctx): { ctx: Ctx; statements: () => number } {
	let count = 0;
	const db = ctx.db.withPlugin({
		transformQuery: ({ node }) => {
			count += 1;
			return node;
		},
		transformResult: async ({ result }) => result
	});
	return { ctx: { ...ctx, db }, statements: () => count };
}
