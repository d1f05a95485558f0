import type { AppError } from '#server/errors.ts';
import { followsMany, groupFull, waitsMany } from './errors.ts';

/** Limits that the database keeps itself (db/migrations, waiting lists), by the name they refuse with. */
const refusals: Record<string, () => AppError> = {
	seats_of_a_group: groupFull,
	waits_of_an_account: waitsMany,
	follows_of_an_account: followsMany
};

/** Does `work`; what a limit of the database refuses becomes its calm error. */
export async function withinLimits<T>(work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (error) {
		const { constraint } = error as { constraint?: unknown };
		const refusal = typeof constraint === 'string' ? refusals[constraint] : undefined;
		throw refusal ? refusal() : error;
	}
}
