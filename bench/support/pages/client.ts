import { connect, type Socket } from 'node:net';

export interface Load {
	port: number;
	path: string;
	headers: Record<string, string>;
	connections: number;
	milliseconds: number;
}

export interface Loaded {
	/** Answers that were read to their end. */
	answers: number;
	/** From the first request to the last answer, in milliseconds. */
	took: number;
	/** How long each answer took, in milliseconds. */
	times: number[];
	/** Bytes of the last body. */
	bytes: number;
}

const headEnd = Buffer.from('\r\n\r\n');

/**
 * Keep-alive connections that each ask again as soon as they have their answer: as many requests under
 * way as there are connections. On bare sockets, because a client that costs more than the server would
 * measure itself. Anything but status 200 ends it.
 */
export async function load(given: Load): Promise<Loaded> {
	const done: Loaded = { answers: 0, took: 0, times: [], bytes: 0 };
	const began = performance.now();
	const until = began + given.milliseconds;
	const loops = Array.from({ length: given.connections }, () => oneConnection(given, until, done));
	await Promise.all(loops);
	done.took = performance.now() - began;
	return done;
}

/** One answer with its words, to look at before measuring. */
export async function once(given: Omit<Load, 'connections' | 'milliseconds'>): Promise<string> {
	const socket = await open(given.port);
	try {
		return (await ask(socket, requestOf(given))).toString();
	} finally {
		socket.destroy();
	}
}

async function oneConnection(given: Load, until: number, done: Loaded): Promise<void> {
	const socket = await open(given.port);
	const request = requestOf(given);
	while (performance.now() < until) {
		const asked = performance.now();
		const body = await ask(socket, request);
		done.times.push(performance.now() - asked);
		done.answers += 1;
		done.bytes = body.length;
	}
	socket.destroy();
}

const requestOf = ({ path, headers }: Pick<Load, 'path' | 'headers'>): string => {
	const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
	return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
};

function open(port: number): Promise<Socket> {
	return new Promise((resolve, reject) => {
		const socket = connect(port, '127.0.0.1', () => resolve(socket.setNoDelay(true)));
		socket.once('error', reject);
	});
}

/** Sends one request and reads its answer's body, by length or in chunks. */
function ask(socket: Socket, request: string): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		let got: Buffer = Buffer.alloc(0);
		const stop = (error?: Error, body?: Buffer) => {
			socket.off('data', read).off('error', stop).off('close', closed);
			if (body) resolve(body);
			else reject(error ?? new Error('the connection ended'));
		};
		const closed = () => stop();
		const read = (chunk: Buffer) => {
			got = got.length === 0 ? chunk : Buffer.concat([got, chunk]);
			try {
				const body = bodyOf(got);
				if (body) stop(undefined, body);
			} catch (error) {
				stop(error as Error);
			}
		};
		socket.on('data', read).on('error', stop).on('close', closed);
		socket.write(request);
	});
}

/** The body when it is all there, else null. */
function bodyOf(got: Buffer): Buffer | null {
	const end = got.indexOf(headEnd);
	if (end < 0) return null;
	const head = got.subarray(0, end).toString('latin1').toLowerCase();
	if (!head.startsWith('http/1.1 200')) throw new Error(`answered ${head.split('\r\n')[0]}`);
	const rest = got.subarray(end + headEnd.length);
	const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1];
	if (length !== undefined) return rest.length >= Number(length) ? rest : null;
	return unchunked(rest);
}

function unchunked(rest: Buffer): Buffer | null {
	// Looking at the end first keeps half-received answers cheap.
	if (rest.subarray(-5).toString('latin1') !== '0\r\n\r\n') return null;
	const parts: Buffer[] = [];
	for (let at = 0; ;) {
		const line = rest.indexOf('\r\n', at);
		const size = Number.parseInt(rest.subarray(at, line).toString('latin1'), 16);
		if (size === 0) return Buffer.concat(parts);
		parts.push(rest.subarray(line + 2, line + 2 + size));
		at = line + 2 + size + 2;
	}
}
