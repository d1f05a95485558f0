import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/**
 * A WebSocket client that does as little as possible, so that one core of clients can keep one core of
 * server busy: it reads into one buffer, counts frames, and looks into a frame only when asked to.
 */
export interface ThinSocket {
	send(text: string): void;
	/** Called with the bytes of each text frame's payload; null only counts. The view is reused. */
	onFrame: ((payload: Buffer) => void) | null;
	frames: number;
	bytes: number;
	close(): void;
}

/** What was read is used up before anybody else reads: one buffer serves thousands of sockets. */
const shared = Buffer.allocUnsafeSlow(256 * 1024);

export function openThin(
	port: number,
	path: string,
	headers: Record<string, string> = {}
): Promise<ThinSocket> {
	return new Promise((resolve, reject) => {
		let rest: Buffer = Buffer.alloc(0);
		let open = false;
		const thin: ThinSocket = {
			...{ onFrame: null, frames: 0, bytes: 0 },
			send: (text) => void socket.write(masked(text)),
			close: () => socket.destroy()
		};
		const take = (chunk: Buffer) => {
			let data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
			if (!open) {
				const end = data.indexOf('\r\n\r\n');
				if (end < 0) return void (rest = Buffer.from(data));
				if (!data.subarray(0, 12).toString().endsWith('101'))
					return reject(new Error(data.subarray(0, 100).toString()));
				open = true;
				data = data.subarray(end + 4);
				resolve(thin);
			}
			const used = readFrames(data, thin, socket);
			rest = used < data.length ? Buffer.from(data.subarray(used)) : Buffer.alloc(0);
		};
		const onread = {
			buffer: shared,
			callback: (count: number, into: Uint8Array) => {
				take(Buffer.from(into.buffer, into.byteOffset, count));
				return true;
			}
		};
		const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true, onread });
		socket.on('error', reject);
		socket.write(handshake(port, path, headers));
	});
}

function handshake(port: number, path: string, headers: Record<string, string>): string {
	const lines = {
		...{ host: `127.0.0.1:${port}`, connection: 'Upgrade', upgrade: 'websocket' },
		'sec-websocket-version': '13',
		'sec-websocket-key': randomBytes(16).toString('base64'),
		...headers
	};
	const text = Object.entries(lines).map(([name, value]) => `${name}: ${value}`);
	return [`GET ${path} HTTP/1.1`, ...text, '', ''].join('\r\n');
}

/** Counts whole frames and answers how many bytes they took. Pings are answered. */
function readFrames(data: Buffer, thin: ThinSocket, socket: Socket): number {
	let at = 0;
	while (at + 2 <= data.length) {
		let length = data[at + 1]! & 0x7f;
		let head = 2;
		if (length === 126) {
			if (at + 4 > data.length) break;
			length = data.readUInt16BE(at + 2);
			head = 4;
		} else if (length === 127) {
			if (at + 10 > data.length) break;
			length = Number(data.readBigUInt64BE(at + 2));
			head = 10;
		}
		if (at + head + length > data.length) break;
		const kind = data[at]! & 0x0f;
		if (kind === 1) {
			thin.frames += 1;
			thin.bytes += length;
			thin.onFrame?.(data.subarray(at + head, at + head + length));
		} else if (kind === 9) socket.write(Buffer.from([0x8a, 0x80, 0, 0, 0, 0]));
		at += head + length;
	}
	return at;
}

/** A text frame under a fixed mask, which costs the server the same as any other. */
function masked(text: string): Buffer {
	const payload = Buffer.from(text);
	const long = payload.length > 125;
	const head = long
		? Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 0xff, 1, 2, 3, 4])
		: Buffer.from([0x81, 0x80 | payload.length, 1, 2, 3, 4]);
	for (let i = 0; i < payload.length; i++) payload[i]! ^= (i & 3) + 1;
	return Buffer.concat([head, payload]);
}
