import { setTimeout as wait } from 'node:timers/promises';
import type { Gateway } from '#gateway/gateway.ts';
import { CannotStart } from '#server/cannot-start.ts';
import { readConfig, type Config } from '#server/config.ts';
import { askHolder } from '#server/db/embedded/claim.ts';
import { socketsOf } from '#server/db/embedded/place.ts';
import { openFront, type Front } from '#server/front/front.ts';
import type { Log } from '#server/log.ts';
import type { Worker } from '#worker/worker.ts';
import type { Database } from './database.ts';
import { invitePlayers, meetingSoon } from './demonstration.ts';
import { greeting } from './greeting.ts';
import { openWorld } from './open-world.ts';
import { setUpToken } from './set-up.ts';
import { healthOnly, loadWeb } from './web.ts';
import { chooseWorld, environmentOf } from './world.ts';

/** What runs so far; `stop` ends what is there, whenever it comes. */
export interface Parts {
	front?: Pick<Front, 'drain'>;
	database?: Database;
	gateway?: Gateway;
	/** Begins after the first page; `undefined` when the stop came first. */
	worker?: Promise<Worker | undefined>;
	stopping?: boolean;
	/** The invented people of the demonstration's meeting. */
	players?: { close(): Promise<void> } | undefined;
}

interface Options {
	empty: boolean;
	log: Log;
	say: (line: string) => void;
	parts: Parts;
}

/**
 * Starts everything in the order in which each part needs the one before. The first page is served
 * as early as possible: jobs begin after it.
 * @throws {CannotStart} and other errors whose message is a sentence for the operator
 */
export async function start({ empty, log, say, parts }: Options): Promise<void> {
	const chosen = chooseWorld(readConfig(), { empty });
	const front = await openFrontPatiently(chosen, log);
	parts.front = front;
	const config = withPort(chosen, front.port);

	const opened = await openWorld(config, { log, say, parts });
	const { url, ownerUrl } = opened.database;
	Object.assign(process.env, environmentOf(config, url));

	if (config.services.has('gateway')) {
		const { server } = front;
		const { startGateway } = await import('#gateway/gateway.ts');
		parts.gateway = await startGateway({ server, config, databaseUrl: url, log });
	}
	if (config.services.has('web')) await checkContent();
	front.open(config.publicOrigin, config.services.has('web') ? await loadWeb() : healthOnly);

	const token =
		config.world === 'real' && !opened.isSetUp ? await setUpToken(config, url) : undefined;
	const soon = await meetingSoon(config, url, log);
	say(greeting(config, { signIns: opened.signIns, soon, token }));

	parts.players = await invitePlayers(config, url, log);
	if (config.services.has('worker')) {
		parts.worker = startWorkerPatiently(parts, { config, url, ownerUrl, log });
		await parts.worker;
	}
}

/** What an organisation changed in its content is read before anybody opens it. */
async function checkContent(): Promise<void> {
	const training = await import('#lib/training/server/training.ts');
	training.checkContent();
}

/** Pages and meetings are served already; a database that is away for a moment must not end them. */
async function startWorkerPatiently(
	parts: Parts,
	{ config, url, ownerUrl, log }: { config: Config; url: string; ownerUrl: string; log: Log }
): Promise<Worker | undefined> {
	// Loaded only now: the first page need not wait for it.
	const { prepareJobs } = await import('#server/jobs.ts');
	const { startWorker } = await import('#worker/worker.ts');
	while (!parts.stopping) {
		try {
			await prepareJobs(ownerUrl);
			return await startWorker({ config, databaseUrl: url, log });
		} catch (error) {
			log.error({ err: error }, 'The worker could not start and is started again');
			await wait(2000);
		}
	}
	return undefined;
}

/** A port held by a Holdspace that is just stopping on the same data becomes free in a moment. */
async function openFrontPatiently(config: Config, log: Log): Promise<Front> {
	for (let tries = 0; ; tries++) {
		try {
			return await openFront(config, log);
		} catch (error) {
			const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException) : undefined;
			const sockets = config.databaseUrl === undefined ? socketsOf(config.dataDir) : undefined;
			const holder = cause?.code === 'EADDRINUSE' && sockets ? await askHolder(sockets) : undefined;
			if (!holder || tries > 200) throw error;
			if (!holder.stopping) {
				throw new CannotStart(
					`Holdspace is already running in process ${holder.pid}: open ${config.publicOrigin}, or stop it first.`
				);
			}
			await wait(100);
		}
	}
}

/** With `PORT=0` the system chose one, and the address people type follows it. */
function withPort(config: Config, port: number): Config {
	const publicOrigin =
		config.publicOrigin === 'http://localhost:0' ? `http://localhost:${port}` : config.publicOrigin;
	return { ...config, port, publicOrigin };
}
