import { ServerResponse, type IncomingMessage } from 'node:http';

/**
 * Answers an address without the framework, or null: then the framework answers, with all it does about
 * refusals and faults. It is given what follows the question mark.
 */
export type Direct = (asked: string) => Promise<DirectAnswer | null>;
export interface DirectAnswer {
	/** Name, value, name, value…: all that an answer carries but its length, and nothing is added to them. */
	headers: readonly string[];
	body: Buffer;
}

/** The built pages have their own copy of every module; they and the front meet here. */
const shared = globalThis as { [key: symbol]: Map<string, Direct> | undefined };
const meeting = Symbol.for('holdspace.direct');

/** From now on `direct` is asked first for this path. Only for what is the same whoever asks. */
export function answerDirectly(path: string, direct: Direct): void {
	(shared[meeting] ??= new Map()).set(path, direct);
}

/** Whether it was answered here: a plain GET of somebody who sends no cookie. */
export async function answeredDirectly(
	{ method, url = '', headers }: IncomingMessage,
	response: ServerResponse
): Promise<boolean> {
	const known = shared[meeting];
	if (!known || method !== 'GET' || headers.cookie !== undefined) return false;
	const mark = url.indexOf('?');
	const direct = known.get(mark < 0 ? url : url.slice(0, mark));
	if (!direct) return false;
	// Whatever goes wrong goes wrong again in the framework, which says and logs it.
	const answer = await direct(mark < 0 ? '' : url.slice(mark + 1)).catch(() => null);
	if (!answer) return false;
	const carried = [...answer.headers, 'content-length', String(answer.body.byteLength)];
	// Not the one of this response: it looks for headers that a page may have left out.
	ServerResponse.prototype.writeHead.call(response, 200, carried);
	response.end(answer.body);
	return true;
}
