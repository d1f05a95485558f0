import {
	createServer,
	type IncomingMessage,
	type RequestListener,
	type Server,
	type ServerResponse
} from 'node:http';
import type { Socket } from 'node:net';
import { CannotStart } from '../cannot-start.ts';
import type { Config } from '../config.ts';
import { contained } from '../contained.ts';
import type { Log } from '../log.ts';
import { endInTime, fileTime, refusedAsTooLarge } from './body-limit.ts';
import { completeHeaders } from './complete-headers.ts';
import { compressPages } from './compress.ts';
import { answeredDirectly } from './direct.ts';
import { openFairTurns } from './fair-turns.ts';
import { overwriteForwarded } from './forwarded.ts';
import { ledToOwnAddress } from './own-address.ts';

export interface Front {
	server: Server;
	port: number;
	/** Requests that came earlier have waited for this. */
	open(publicOrigin: string, handler: RequestListener): void;
	/** Lets running requests end, for at most `milliseconds`, and takes no new ones. */
	drain(milliseconds: number): Promise<void>;
}

const SECONDS = 1000;

/**
 * Listens at once, so that a port in use is known before anything else is started, and answers once
 * `open` is called.
 * @throws {CannotStart} when the port or address cannot be had
 */
export async function openFront(
	config: Pick<Config, 'port' | 'host' | 'trustedProxy'>,
	log: Log
): Promise<Front> {
	const opened = Promise.withResolvers<{ publicOrigin: string; handler: RequestListener }>();
	let ready: Awaited<typeof opened.promise> | undefined;
	const { trustedProxy } = config;
	const inTurn = openFairTurns();

	const answer = async (request: IncomingMessage, response: ServerResponse) => {
		const { publicOrigin, handler } = ready ?? (await opened.promise);
		overwriteForwarded(request, { publicOrigin, trustedProxy });
		completeHeaders(response);
		endInTime(request, response);
		if (refusedAsTooLarge(request, response)) return;
		if (ledToOwnAddress(request, response, publicOrigin)) return;
		await inTurn(request, response, async () => {
			if (await answeredDirectly(request, response)) return;
			compressPages(request, response);
			// The pages answer with a promise, whatever their type says.
			await (handler(request, response) as unknown);
		});
	};
	const server = createServer(
		contained(log, 'answering a request', answer, (_, response) => giveUp(response))
	);
	server.headersTimeout = 10 * SECONDS;
	// Of a file; forms have less (body-limit.ts).
	server.requestTimeout = fileTime;
	// Longer than the usual minute of proxies, so that it is they who close an idle connection.
	server.keepAliveTimeout = 75 * SECONDS;
	const upgrade = (request: IncomingMessage, socket: Socket) => {
		if (!ready || server.listenerCount('upgrade') === 1) refuseUpgrade(socket);
		else overwriteForwarded(request, { publicOrigin: ready.publicOrigin, trustedProxy });
	};
	server.on(
		'upgrade',
		contained(log, 'answering an upgrade', upgrade, (_, socket) => socket.destroy())
	);

	await listen(server, config.port, config.host);
	const bound = server.address();
	return {
		server,
		port: typeof bound === 'object' && bound ? bound.port : config.port,
		open(publicOrigin, handler) {
			ready = { publicOrigin, handler };
			opened.resolve(ready);
		},
		drain: (milliseconds) => drain(server, milliseconds)
	};
}

/** What was sent already cannot be taken back: then the connection ends, so that nobody takes it for all. */
function giveUp(response: ServerResponse): void {
	if (response.headersSent) response.destroy();
	else response.writeHead(500, { 'cache-control': 'no-store' }).end();
}

function refuseUpgrade(socket: Socket): void {
	socket.on('error', () => {});
	socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
}

function listen(server: Server, port: number, host: string): Promise<void> {
	return new Promise((done, failed) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			const why = {
				EADDRINUSE: `Port ${port} is in use by another program: stop that, or choose another port, such as PORT=${port + 1} npm start.`,
				EACCES: `This account may not listen on port ${port}: choose a port from 1024 up with PORT.`,
				EADDRNOTAVAIL: `HOST=${host} is not an address of this machine.`,
				ENOTFOUND: `HOST=${host} is not an address of this machine.`
			}[error.code ?? ''];
			failed(why ? new CannotStart(why, { cause: error }) : error);
		});
		server.listen(port, host, done);
	});
}

async function drain(server: Server, milliseconds: number): Promise<void> {
	// Connections that are idle are closed at once; the others when their answer is sent.
	const idle = setInterval(() => server.closeIdleConnections(), 50);
	const late = Promise.withResolvers<void>();
	const timer = setTimeout(() => {
		server.closeAllConnections();
		late.resolve();
	}, milliseconds);
	await Promise.race([new Promise((done) => server.close(done)), late.promise]);
	clearTimeout(timer);
	clearInterval(idle);
}
