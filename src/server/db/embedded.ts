import { setTimeout as wait } from 'node:timers/promises';
import { CannotStart } from '../cannot-start.ts';
import type { Log } from '../log.ts';
import { claim, type Claim } from './embedded/claim.ts';
import { initialise } from './embedded/initialise.ts';
import { APP, OWNER, urlFor } from './embedded/options.ts';
import { prepare, type Place } from './embedded/place.ts';
import { halt, run, type Run } from './embedded/postmaster.ts';
import { readyDatabase } from './embedded/ready.ts';

export interface Embedded {
	/** For the app: a role that owns nothing and is bound by row-level security. */
	url: string;
	/** For migrations and backups: the owner of everything. */
	ownerUrl: string;
	/** The data folder had no database before. */
	fresh: boolean;
	/** PostgreSQL was still running after an earlier server was killed. */
	adopted: boolean;
	pid: () => number;
	/** Tells a server that starts in the meantime to wait for the end of this one. */
	announceStop(): void;
	/** Stops PostgreSQL; `now` skips the clean end, and the next start recovers. */
	stop(how?: 'cleanly' | 'now'): Promise<void>;
}

/**
 * Starts the PostgreSQL that npm brought, on a socket in the data folder, and keeps it running:
 * when it dies it is started again. Only one server at a time may use a data folder.
 * @throws {CannotStart} with one sentence for the operator
 */
export async function startEmbedded(options: { dataDir: string; log: Log }): Promise<Embedded> {
	const { dataDir, log } = options;
	const place = prepare(dataDir, log);
	const held = await hold(place, dataDir);
	try {
		const fresh = await initialise(place);
		const first = await run(place, log);
		await readyDatabase(first.sockets);
		return guard(place, first, held, { fresh, log });
	} catch (error) {
		await held.release();
		throw error;
	}
}

/** Claims the data folder; a server that is just stopping is waited for. */
async function hold(place: Place, dataDir: string): Promise<Claim> {
	for (let tries = 0; ; tries++) {
		const held = await claim(place.sockets);
		if ('release' in held) return held;
		if (!held.stopping || tries > 300) {
			throw new CannotStart(
				`Another Holdspace (process ${held.pid}) uses the data folder ${dataDir}: stop it first, or set HOLDSPACE_DATA to another folder.`
			);
		}
		await wait(100);
	}
}

/** Starts PostgreSQL again whenever it ends unasked, until `stop`. */
function guard(
	place: Place,
	first: Run,
	held: Claim,
	about: { fresh: boolean; log: Log }
): Embedded {
	const { log } = about;
	const stop = new AbortController();
	let current = first;

	async function keep(): Promise<void> {
		for (let pause = 100; ; pause = Math.min(pause * 2, 5000)) {
			await current.gone;
			if (stop.signal.aborted) return;
			log.error('PostgreSQL ended unexpectedly and is started again');
			const again = await run(place, log).catch((error: unknown) => {
				log.error({ err: error }, 'PostgreSQL could not be started again');
				return undefined;
			});
			if (again) {
				current = again;
				log.info('PostgreSQL is back');
			}
			await wait(pause, undefined, { signal: stop.signal }).catch(() => {});
		}
	}
	const kept = keep();

	return {
		url: urlFor(APP, first.sockets),
		ownerUrl: urlFor(OWNER, first.sockets),
		fresh: about.fresh,
		adopted: first.adopted,
		pid: () => current.pid,
		announceStop: () => held.stopping(),
		async stop(how = 'cleanly') {
			stop.abort();
			held.stopping();
			await halt(current, how === 'now' ? 'SIGQUIT' : 'SIGINT');
			await kept;
			await held.release();
		}
	};
}
