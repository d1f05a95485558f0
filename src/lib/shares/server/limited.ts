import { inTransaction, type Ctx } from '#server/ctx.ts';
import { conflict } from '#server/errors.ts';

/**
 * Writes, unless a decision limits what this person writes for now. The tables hold to it by themselves
 * (`only_within_limits`), without a question of its own for everybody else; here it gets its words.
 * @throws writing_limited
 */
export async function withinLimits<T>(ctx: Ctx, write: (tx: Ctx) => Promise<T>): Promise<T> {
	try {
		return await inTransaction(ctx, write);
	} catch (error) {
		if ((error as { code?: string }).code === 'HS001') throw conflict('writing_limited');
		throw error;
	}
}
