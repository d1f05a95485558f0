import type { Log } from './log.ts';

/**
 * Makes of `work` what a timer, a socket or a notification may call: nothing that goes wrong in it, now
 * or in its promise, comes out. Node would end the process, and everybody in every room with it; so it is
 * logged as `what`, and `instead` does what is left to do, such as closing the one connection it was about.
 */
export function contained<Given extends unknown[]>(
	log: Pick<Log, 'error'>,
	what: string,
	work: (...given: Given) => unknown,
	instead: (...given: Given) => void = () => {}
): (...given: Given) => void {
	const failed = (error: unknown, given: Given) => {
		log.error({ err: error, op: what }, 'Something went wrong and was contained');
		try {
			instead(...given);
		} catch (next) {
			log.error({ err: next, op: what }, 'Nor could its consequence be drawn');
		}
	};
	return (...given) => {
		try {
			const done = work(...given);
			if (done instanceof Promise) done.catch((error: unknown) => failed(error, given));
		} catch (error) {
			failed(error, given);
		}
	};
}
