// Starts the server again when it fell. Plain JavaScript, for any Node from 20 up.
import { setTimeout as pause } from 'node:timers/promises';

const MINUTE = 60_000;
const WITHIN = 5 * MINUTE;
/** Before each of the starts that one such time allows, in seconds. */
const PAUSES = [1, 2, 5, 10, 20];

/**
 * Runs the server until somebody stops it, and starts it again when it ends by itself. One that never
 * came to run is not started again: it said why, and nothing will have changed. One that goes on
 * falling is given up.
 * @param {object} given
 * @param {() => import('node:child_process').ChildProcess} given.begin starts it; it sends any message
 *   once it runs
 * @param {AbortSignal} given.stopped somebody asked for the end
 * @param {(line: string) => void} given.say
 * @param {() => number} [given.now]
 * @param {(milliseconds: number) => Promise<unknown>} [given.wait]
 * @returns {Promise<number>} the exit code that tells how it ended
 */
export async function keepRunning({ begin, stopped, say, now = Date.now, wait }) {
	const rest = wait ?? ((milliseconds) => pause(milliseconds, null, { signal: stopped }));
	/** @type {number[]} */
	let falls = [];
	let hasRun = false;
	for (;;) {
		const { code, ran } = await endOf(begin());
		hasRun ||= ran;
		if (code === 0 || stopped.aborted || !hasRun) return code;
		falls = [...falls.filter((at) => now() - at < WITHIN), now()];
		const seconds = PAUSES[falls.length - 1];
		if (seconds === undefined) {
			say(
				`Holdspace ended by itself ${falls.length} times within five minutes and is not started again: the lines above say what went wrong.`
			);
			return 1;
		}
		say(
			`Holdspace ended by itself (code ${code}) and is started again in ${seconds} s. Meetings go on where they were.`
		);
		await rest(seconds * 1000).catch(() => {});
		if (stopped.aborted) return 0;
	}
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ code: number, ran: boolean }>}
 */
function endOf(child) {
	let ran = false;
	child.once('message', () => (ran = true));
	return new Promise((done, failed) => {
		child.once('error', failed);
		child.once('exit', (code, signal) =>
			done({ code: code ?? (signal === 'SIGKILL' ? 137 : 1), ran })
		);
	});
}
