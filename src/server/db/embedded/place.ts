import { createHash, randomBytes } from 'node:crypto';
import {
	chmodSync,
	chownSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readFileSync,
	readdirSync,
	realpathSync,
	rmSync,
	statSync,
	symlinkSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CannotStart } from '../../cannot-start.ts';
import type { Log } from '../../log.ts';
import { canReach, databaseAccount, mayEnter, type Account } from './account.ts';
import { copyBinaries, findBinaries, type Binaries } from './binaries.ts';

/** Where everything of one embedded PostgreSQL lies, and who runs it. */
export interface Place {
	/** PostgreSQL's own files; may not exist yet. */
	cluster: string;
	/** Holds the socket: private to the account, and short, since sockets allow 107 bytes. */
	sockets: string;
	account: Account | undefined;
	binaries: Binaries;
}

export const MAJOR = '18';
const SHELF = '/var/lib/holdspace';
const LONGEST_SOCKET = 103;

/** Makes the folders that are missing. Nothing is started and no existing data is changed. */
export function prepare(dataDir: string, log: Log): Place {
	const account = databaseAccount();
	makeDataDir(dataDir, account);
	const found = findBinaries();
	const reachable = canReach(account, found.root);
	const binaries = reachable ? found : copyBinaries(found, SHELF);
	const cluster = clusterIn(dataDir, account, log);
	checkVersion(cluster, dataDir);
	return { cluster, sockets: socketsFor(cluster, account), account, binaries };
}

/** The socket folder of a data folder that has a database; for those who only connect. */
export function socketsOf(dataDir: string): string | undefined {
	const cluster = join(dataDir, 'postgres');
	if (!existsSync(cluster)) return undefined;
	return socketsPath(realpathSync(cluster), process.getuid?.() === 0);
}

/** Removes a database that nobody runs, wherever it lies. */
export function removeDatabase(dataDir: string): void {
	const cluster = join(dataDir, 'postgres');
	if (!existsSync(cluster)) return;
	const real = realpathSync(cluster);
	rmSync(real, { recursive: true, force: true });
	if (dirname(dirname(real)) === SHELF) rmSync(dirname(real), { recursive: true, force: true });
}

function makeDataDir(dataDir: string, account: Account | undefined): void {
	try {
		mkdirSync(dataDir, { recursive: true, mode: account ? 0o711 : 0o700 });
		// PostgreSQL's account must pass through, and no more than that.
		const at = statSync(dataDir);
		if (account && !mayEnter(account, at)) chmodSync(dataDir, (at.mode & 0o777) | 0o011);
	} catch (error) {
		throw notWritable(dataDir, error);
	}
}

/**
 * The real path of the cluster. When PostgreSQL's account cannot reach the data folder (a checkout
 * in /root, say) the cluster lies under /var/lib and the data folder holds a link to it.
 */
function clusterIn(dataDir: string, account: Account | undefined, log: Log): string {
	const cluster = join(dataDir, 'postgres');
	if (existsSync(cluster)) return realpathSync(cluster);
	if (lstatSync(cluster, { throwIfNoEntry: false })) {
		throw new CannotStart(
			`The link ${cluster} leads to a folder that is gone: put the database back where it leads, or remove the link to begin anew.`
		);
	}
	if (canReach(account, cluster)) return join(realpathSync(dataDir), 'postgres');
	const home = join(SHELF, randomBytes(6).toString('hex'));
	const elsewhere = join(home, 'postgres');
	try {
		mkdirSync(elsewhere, { recursive: true, mode: 0o755 });
		own(elsewhere, account);
		symlinkSync(elsewhere, cluster);
	} catch (error) {
		throw notWritable(elsewhere, error);
	}
	log.info(
		{ folder: elsewhere, account: account?.name },
		'The database is kept outside the data folder, because its account cannot reach that folder'
	);
	return elsewhere;
}

function checkVersion(cluster: string, dataDir: string): void {
	const file = join(cluster, 'PG_VERSION');
	if (!existsSync(file)) {
		if (!existsSync(cluster) || readdirSync(cluster).length === 0) return;
		throw new CannotStart(
			`The folder ${join(dataDir, 'postgres')} holds files but no database: move it away, or set HOLDSPACE_DATA to another folder.`
		);
	}
	const found = readFileSync(file, 'utf8').trim();
	if (found === MAJOR) return;
	throw new CannotStart(
		`The data in ${dataDir} was written by PostgreSQL ${found}, and this version of Holdspace brings PostgreSQL ${MAJOR}: start it with the version of Holdspace that wrote it, or restore a backup into an empty folder.`
	);
}

function socketsFor(cluster: string, account: Account | undefined): string {
	const sockets = socketsPath(cluster, account !== undefined);
	try {
		if (!existsSync(sockets)) {
			mkdirSync(sockets, { recursive: true, mode: 0o700 });
			own(sockets, account);
		}
	} catch (error) {
		throw notWritable(sockets, error);
	}
	const at = lstatSync(sockets);
	const owner = account?.uid ?? process.getuid?.();
	// Whoever can open the socket is let in without a password, so the folder must be private.
	if (at.isDirectory() && at.uid === owner && (at.mode & 0o077) === 0) return sockets;
	throw new CannotStart(
		`The folder ${sockets} must be private to the account that runs the database: remove it and start again.`
	);
}

function socketsPath(cluster: string, root: boolean): string {
	const beside = join(dirname(cluster), 'run');
	if (`${beside}/.s.PGSQL.5432.lock`.length <= LONGEST_SOCKET) return beside;
	const short = createHash('sha256').update(cluster).digest('hex').slice(0, 12);
	const home = root ? '/run' : (process.env['XDG_RUNTIME_DIR'] ?? tmpdir());
	return join(home, `holdspace-${short}`);
}

export function own(path: string, account: Account | undefined): void {
	if (account) chownSync(path, account.uid, account.gid);
}

function notWritable(path: string, error: unknown): unknown {
	const { code } = error as NodeJS.ErrnoException;
	if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS' && code !== 'ENOTDIR') return error;
	return new CannotStart(
		`Holdspace may not write to ${path}: give this account the right to, or set HOLDSPACE_DATA to another folder.`,
		{ cause: error }
	);
}
