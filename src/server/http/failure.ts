import { randomBytes } from 'node:crypto';
import type { HandleServerError } from '@sveltejs/kit/hooks';
import { sayError } from '#lib/words/errors.ts';
import { AppError } from '../errors.ts';
import { log } from '../log.ts';

const byStatus: Record<number, string> = {
	400: 'malformed',
	403: 'wrong_origin',
	404: 'not_found',
	405: 'wrong_method',
	413: 'too_large',
	429: 'too_many'
};
/** PostgreSQL away, starting or stopping: these pass by themselves. */
const resting = new Set([
	'ECONNREFUSED',
	'ENOENT',
	'ECONNRESET',
	'57P01',
	'57P02',
	'57P03',
	'53300'
]);

/**
 * Turns whatever was thrown into a code, a status and a sentence. What nobody foresaw gets a reference
 * that ties the page to the log; the log gets no request, no words and no address.
 */
export const describe: HandleServerError = ({ kind, error, event }) => {
	if (kind === 'unknown') {
		if (error instanceof AppError)
			return {
				status: error.status,
				code: error.code,
				message: sayError(error.code, error.values)
			};
		const resumes = resting.has((error as { code?: string } | null)?.code ?? '');
		const reference = randomBytes(4).toString('hex');
		log.error({ err: error, reference, op: event.route.id }, 'a request failed');
		const code = resumes ? 'unavailable' : 'unknown';
		return { status: resumes ? 503 : 500, code, message: sayError(code), reference };
	}
	const { status, message } = error as { status: number; message: string };
	const own = (error as { code?: string }).code;
	if (kind === 'app' && own) return { status, code: own, message };
	const code = byStatus[status] ?? 'unknown';
	return { status, code, message: sayError(code, { seconds: 60 }) };
};
