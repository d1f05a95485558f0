import { connect, type Socket } from 'node:net';

export interface Load {
	port: number;
	/** Several are asked in turn. */
	path: string | readonly string[];
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
	const requests = [given.path].flat().map((path) => requestOf({ path, headers: given.headers }));
	let turn = 0;
	const next = () => requests[turn++ % requests.length]!;
	const loops = Array.from({ length: given.connections }, () =>
		oneConnection(given.port, next, until, done)
	);
	await Promise.all(loops);
	done.took = performance.now() - began;
	return done;
}

/** One answer with its words, to look at before measuring. */
export async function once(
	given: Pick<Load, 'port' | 'headers'> & { path: string }
): Promise<string> {
	const socket = await open(given.port);
	try {
		return (await ask(socket, requestOf(given))).toString();
	} finally {
		socket.destroy();
	}
}

async function oneConnection(
	port: number,
	next: () => string,
	until: number,
	done: Loaded
): Promise<void> {
	const socket = await open(port);
	while (performance.now() < until) {
		const asked = performance.now();
		const body = await ask(socket, next());
		done.times.push(performance.now() - asked);
		done.answers += 1;
		done.bytes = body.length;
	}
	socket.destroy();
}

const requestOf = ({ path, headers }: Pick<Load, 'headers'> & { path: string }): string => {
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
		const answer = new Answer();
		const stop = (error?: Error) => {
			socket.off('data', read).off('error', stop).off('close', closed);
			if (error) reject(error);
			else resolve(Buffer.concat(answer.body));
		};
		const closed = () => stop(new Error('the connection ended'));
		const read = (chunk: Buffer) => {
			try {
				if (answer.take(chunk)) stop();
			} catch (error) {
				stop(error as Error);
			}
		};
		socket.on('data', read).on('error', stop).on('close', closed);
		socket.write(request);
	});
}

/** Reads an answer as it comes, looking at each byte range once. */
class Answer {
	readonly body: Buffer[] = [];
	#rest: Buffer = Buffer.alloc(0);
	#isHead = true;
	#isChunked = false;
	/** Bytes still to come of the body, or of this chunk with the line end after it. */
	#left = 0;

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
		this.#rest = got;
		return false;
	}

	#readHead(head: string): void {
		if (!head.startsWith('http/1.1 200')) throw new Error(`answered ${head.split('\r\n')[0]}`);
		const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1];
		this.#isHead = false;
		this.#isChunked = length === undefined;
		this.#left = Number(length ?? 0);
	}

	#takeLength(got: Buffer): boolean {
		this.body.push(got);
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
			this.body.push(part.subarray(0, Math.max(0, Math.min(part.length, this.#left - 2))));
			this.#left -= part.length;
			got = got.subarray(part.length);
			if (this.#left > 0) return false;
		}
	}
}
