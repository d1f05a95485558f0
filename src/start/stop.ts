import type { Log } from '#server/log.ts';
import type { Parts } from './start.ts';

const LONGEST_ANSWER = 10_000;

/**
 * Ends everything in an order that loses nothing: meetings are paused while they can still be
 * stored, answers under way are sent, jobs end, and PostgreSQL goes last.
 */
export async function stop(parts: Parts, log: Log): Promise<void> {
	parts.stopping = true;
	parts.database?.announceStop();
	await step(log, 'sending the players home', parts.players?.close());
	await step(log, 'pausing meetings', parts.gateway?.pauseRooms());
	await Promise.all([
		step(log, 'answering', parts.front?.drain(LONGEST_ANSWER)),
		step(log, 'closing the gateway', parts.gateway?.close())
	]);
	// A worker that is just starting is let finish that first.
	await step(
		log,
		'ending jobs',
		parts.worker?.then((worker) => worker?.close())
	);
	// The web bundle closes what it opened; Kit names this event.
	process.emit('sveltekit:shutdown' as 'disconnect');
	await step(log, 'stopping the database', parts.database?.stop());
}

/** One part that cannot end well must not keep the others from it. */
async function step(log: Log, part: string, ending: Promise<unknown> | undefined): Promise<void> {
	try {
		await ending;
	} catch (error) {
		log.error({ err: error, part }, 'A part did not stop as it should');
	}
}
