import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../meeting-server.ts', import.meta.url));

/** A gateway in a process of its own that is started again whenever it ends. */
export class Gateways {
	port: number | null = null;
	/** All that any of them printed. */
	said = '';
	started = 0;
	private child: ChildProcess | null = null;
	private stopped = false;
	private readonly args: string[];

	constructor(...args: string[]) {
		this.args = args;
		this.start();
	}

	kill(): void {
		this.child?.kill('SIGKILL');
	}

	stop(): void {
		this.stopped = true;
		this.kill();
	}

	private start(): void {
		if (this.stopped) return;
		const command = [...process.execArgv, program, ...this.args];
		const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
		this.child = child;
		for (const stream of [child.stdout, child.stderr])
			stream?.on('data', (data: Buffer) => (this.said += data.toString()));
		child.on('message', (port) => {
			this.port = port as number;
			this.started += 1;
		});
		child.on('exit', () => {
			this.port = null;
			setTimeout(() => this.start(), 300);
		});
	}
}
