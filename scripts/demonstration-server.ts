import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));

interface SignIn {
	who: string;
	name: string;
	passphrase: string;
}

export interface Demonstration {
	origin: string;
	/** Signs a page in as somebody with this role, up to their first page. */
	signIn(page: Page, role: 'member' | 'facilitator' | 'coordinator'): Promise<void>;
	/** Stops it; nothing of it is left. */
	close(): Promise<void>;
}

/** A demonstration of its own at a free port, in a folder that is thrown away. */
export async function openDemonstration(): Promise<Demonstration> {
	const folder = await mkdtemp(join(tmpdir(), 'holdspace-looked-at-'));
	// PostgreSQL works as another account when root starts it, and must reach its folder.
	await chmod(folder, 0o711);
	const server = spawn(process.execPath, ['src/main.ts'], {
		cwd: root,
		env: { PATH: process.env.PATH, HOLDSPACE_DATA: folder, PORT: '0' },
		stdio: ['ignore', 'pipe', 'inherit']
	});
	const close = async () => {
		server.kill('SIGTERM');
		await new Promise((resolve) => server.once('exit', resolve));
		await rm(folder, { recursive: true, force: true });
	};
	try {
		const origin = await addressOf(server.stdout);
		const signIns = JSON.parse(
			await readFile(join(folder, 'demo', 'sign-ins.json'), 'utf8')
		) as SignIn[];
		return { origin, close, signIn: (page, role) => signIn(page, signIns, role) };
	} catch (error) {
		await close();
		throw error;
	}
}

function addressOf(stdout: NodeJS.ReadableStream): Promise<string> {
	let printed = '';
	return new Promise((resolve) => {
		stdout.on('data', (chunk: Buffer) => {
			process.stdout.write(chunk);
			printed += chunk.toString();
			const address = /http:\/\/localhost:\d+/.exec(printed);
			if (address) resolve(address[0]);
		});
	});
}

async function signIn(page: Page, signIns: SignIn[], role: string): Promise<void> {
	const found = signIns.find(({ who }) => who.toLowerCase().includes(role));
	if (!found) throw new Error(`the demonstration prints no sign-in for a ${role}`);
	await page.goto('/sign-in');
	await page.getByLabel('Sign-in name').fill(found.name);
	await page.getByLabel('Passphrase', { exact: true }).fill(found.passphrase);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}
