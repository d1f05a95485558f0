import { deserialize } from '$app/forms';

/** `waits`: nothing came back, or the server is away for a moment; the same may be sent again. */
export type Posted<Data> =
	| { is: 'done'; data: Data }
	| { is: 'refused'; words: string; problems: Record<string, string> }
	| { is: 'waits' };

/** Posts a form to one of our own actions, without a page in between. */
export async function postForm<Data>(
	address: string,
	form: FormData,
	stopped: AbortSignal
): Promise<Posted<Data>> {
	try {
		const response = await fetch(address, {
			method: 'POST',
			headers: { accept: 'application/json', 'x-sveltekit-action': 'true' },
			body: form,
			signal: AbortSignal.any([stopped, AbortSignal.timeout(15_000)])
		});
		const result = deserialize(await response.text());
		if (result.type === 'success') return { is: 'done', data: result.data as Data };
		if (result.type === 'failure' && result.data) {
			const { words, problems } = result.data as {
				words: string;
				problems?: Record<string, string>;
			};
			return { is: 'refused', words, problems: problems ?? {} };
		}
		const isOurs = result.type === 'error' && (result.status ?? 500) < 500;
		return isOurs ? { is: 'refused', words: result.error.message, problems: {} } : { is: 'waits' };
	} catch {
		return { is: 'waits' };
	}
}
