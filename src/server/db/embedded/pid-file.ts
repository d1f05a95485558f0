import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What a running PostgreSQL writes about itself into its data folder. */
export interface PidFile {
	pid: number;
	sockets: string;
	/** `starting`, `ready`, `stopping`; empty in the first moments. */
	status: string;
}

export function readPidFile(cluster: string): PidFile | undefined {
	try {
		const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
		const pid = Number(lines[0]);
		if (!Number.isInteger(pid) || pid <= 1) return undefined;
		return { pid, sockets: lines[4]?.trim() ?? '', status: lines[7]?.trim() ?? '' };
	} catch {
		return undefined;
	}
}

export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/**
 * The PostgreSQL that already runs on this folder, if any. After a crash of the machine the number
 * in the file may belong to something else by now; such a file is removed, because PostgreSQL
 * itself would refuse to start beside it.
 */
export function runningOn(cluster: string): PidFile | undefined {
	const found = readPidFile(cluster);
	if (!found) return undefined;
	if (isAlive(found.pid) && isPostgresOn(found.pid, cluster)) return found;
	rmSync(join(cluster, 'postmaster.pid'), { force: true });
	return undefined;
}

function isPostgresOn(pid: number, cluster: string): boolean {
	const command = commandOf(pid);
	return command.includes('postgres') && command.includes(cluster);
}

function commandOf(pid: number): string {
	try {
		return process.platform === 'linux'
			? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
			: execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
	} catch {
		return '';
	}
}
