import { connect } from 'node:net';

export interface Load {
	port: number;
	/** Several are asked in turn. */
	path: string | readonly string[];
	headers: Record<string, string>;
	connections: number;
	milliseconds: number;
}

/** Instead of asking for paths: whole requests, until none is left. */
export interface Posts extends Pick<Load, 'port' | 'connections' | 'milliseconds'> {
	next: () => string | null;
	/** What each has to be answered with. */
	status: number;
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
 * measure itself. Any other status ends it.
 */
export async function load({ path, headers, ...given }: Load): Promise<Loaded> {
	const requests = [path].flat().map((one) => requestOf({ path: one, headers }));
	let turn = 0;
	return post({ ...given, status: 200, next: () => requests[turn++ % requests.length]! });
}

/** The same with requests of any kind. */
export async function post(given: Posts): Promise<Loaded> {
	const done: Loaded = { answers: 0, took: 0, times: [], bytes: 0 };
	const began = performance.now();
	const until = began + given.milliseconds;
	const loops = Array.from({ length: given.connections }, () => oneConnection(given, until, done));
	await Promise.all(loops);
	done.took = performance.now() - began;
	return done;
}

/** One answer with its words, to look at before measuring. */
export async function once(
	given: Pick<Load, 'port' | 'headers'> & { path: string }
): Promise<Buffer> {
	const body: Buffer[] = [];
	const connection = await open(given.port, 200, (part) => body.push(Buffer.from(part)));
	try {
		await connection.ask(requestOf(given));
		return Buffer.concat(body);
	} finally {
		connection.close();
	}
}

async function oneConnection(
	{ port, next, status }: Posts,
	until: number,
	done: Loaded
): Promise<void> {
	const connection = await open(port, status);
	for (;;) {
		const asked = performance.now();
		const request = asked < until ? next() : null;
		if (request === null) break;
		done.bytes = await connection.ask(request);
		done.times.push(performance.now() - asked);
		done.answers += 1;
	}
	connection.close();
}

const requestOf = ({ path, headers }: Pick<Load, 'headers'> & { path: string }): string => {
	const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
	return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
};

interface Connection {
	/** Sends one request, reads its answer to the end, by length or in chunks, and says how long its body was. */
	ask(request: string): Promise<number>;
	close(): void;
}

/** One piece of memory for all that a connection reads: the client must cost less than the server. */
function open(
	port: number,
	status: number,
	see: (part: Buffer) => void = () => {}
): Promise<Connection> {
	let answer = new Answer(status, see);
	let waiting: PromiseWithResolvers<number> | undefined;
	return new Promise((resolve, reject) => {
		const fail = (error: Error) => {
			reject(error);
			waiting?.reject(error);
		};
		const read = (bytes: number, buffer: Uint8Array) => {
			try {
				if (answer.take(Buffer.from(buffer.buffer, 0, bytes))) waiting?.resolve(answer.bytes);
			} catch (error) {
				fail(error as Error);
			}
			return true;
		};
		const onread = { buffer: new Uint8Array(65_536), callback: read };
		const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread });
		const ask = (request: string) => {
			answer = new Answer(status, see);
			waiting = Promise.withResolvers();
			socket.write(request);
			return waiting.promise;
		};
		socket.once('error', fail).once('close', () => fail(new Error('the connection ended')));
		socket.once('connect', () => resolve({ ask, close: () => void socket.destroy() }));
	});
}

/** Reads an answer as it comes, looking at each byte range once. What it is given is not its to keep. */
class Answer {
	/** Of the body so far. */
	bytes = 0;
	readonly #status: number;
	readonly #see: (part: Buffer) => void;
	#rest: Buffer = Buffer.alloc(0);
	#isHead = true;
	#isChunked = false;
	/** Bytes still to come of the body, or of this chunk with the line end after it. */
	#left = 0;

	constructor(status: number, see: (part: Buffer) => void) {
		this.#status = status;
		this.#see = see;
	}

	/** Takes what arrived; true when the answer is whole. */
	take(arrived: Buffer): boolean {
		let got = this.#rest.length > 0 ? Buffer.concat([this.#rest, arrived]) : arrived;
		this.#rest = Buffer.alloc(0);
		if (this.#isHead) {
			const end = got.indexOf(headEnd);
			if (end < 0) return this.#wait(got);
			this.#readHead(got.subarray(0, end).toString('latin1').toLowerCase());
			got = got.subarray(end + headEnd.length);
		}
		return this.#isChunked ? this.#takeChunks(got) : this.#takeLength(got);
	}

	#wait(got: Buffer): false {
		this.#rest = Buffer.from(got);
		return false;
	}

	#readHead(head: string): void {
		if (!head.startsWith(`http/1.1 ${this.#status}`))
			throw new Error(`answered ${head.split('\r\n')[0]}`);
		const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1];
		this.#isHead = false;
		this.#isChunked = length === undefined;
		this.#left = Number(length ?? 0);
	}

	#take(part: Buffer): void {
		this.bytes += part.length;
		this.#see(part);
	}

	#takeLength(got: Buffer): boolean {
		this.#take(got);
		this.#left -= got.length;
		return this.#left <= 0;
	}

	#takeChunks(given: Buffer): boolean {
		let got = given;
		for (;;) {
			if (this.#left === 0) {
				const line = got.indexOf('\r\n');
				if (line < 0) return this.#wait(got);
				const size = Number.parseInt(got.subarray(0, line).toString('latin1'), 16);
				if (size === 0) return got.length >= line + 4 || this.#wait(got);
				this.#left = size + 2;
				got = got.subarray(line + 2);
			}
			const part = got.subarray(0, this.#left);
			this.#take(part.subarray(0, Math.max(0, Math.min(part.length, this.#left - 2))));
			this.#left -= part.length;
			got = got.subarray(part.length);
			if (this.#left > 0) return false;
		}
	}
}
