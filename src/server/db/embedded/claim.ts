import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

/** What the server that uses a data folder says about itself. */
export interface Holder {
	pid: number;
	stopping: boolean;
}

export interface Claim {
	/** From now on others are told that this server is about to let go. */
	stopping(): void;
	release(): Promise<void>;
}

/**
 * One server at a time uses a data folder. The claim is a socket, because the system takes it back
 * when a process dies in any way, while a file with a process number would stay and mislead.
 */
export async function claim(sockets: string): Promise<Claim | Holder> {
	const path = join(sockets, 'holdspace.sock');
	const holder = await askHolder(sockets);
	if (holder) return holder;
	// Nobody answered: what lies there is left over.
	rmSync(path, { force: true });
	let stopping = false;
	const server = createServer((socket) => {
		socket.on('error', () => {});
		socket.end(JSON.stringify({ pid: process.pid, stopping } satisfies Holder));
	});
	await new Promise<void>((done, failed) => {
		server.once('error', failed);
		server.listen(path, done);
	});
	server.unref();
	return {
		stopping: () => (stopping = true),
		release: () => new Promise((done) => server.close(() => done()))
	};
}

/** Who uses the data folder at this moment, if anybody. */
export function askHolder(sockets: string): Promise<Holder | undefined> {
	return new Promise((done) => {
		const socket = connect(join(sockets, 'holdspace.sock'));
		let said = '';
		socket.setEncoding('utf8').setTimeout(2000, () => socket.destroy());
		socket.on('data', (text: string) => (said += text));
		socket.on('error', () => {});
		socket.on('close', () => {
			try {
				done(JSON.parse(said) as Holder);
			} catch {
				done(undefined);
			}
		});
	});
}
