import { readFileSync, statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { CannotStart } from '../../cannot-start.ts';

/** The account PostgreSQL runs under when the server itself runs as root, which PostgreSQL refuses. */
export interface Account {
	name: string;
	uid: number;
	gid: number;
}

/** `undefined` when the server is not root: PostgreSQL then runs as the same account. */
export function databaseAccount(): Account | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const known = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.map((line) => line.split(':'));
	for (const wanted of ['postgres', 'nobody']) {
		const found = known.find(([name]) => name === wanted);
		if (found) return { name: wanted, uid: Number(found[2]), gid: Number(found[3]) };
	}
	throw new CannotStart(
		'PostgreSQL does not run as root, and this machine has no account named postgres or nobody: start Holdspace from another account, or set DATABASE_URL.'
	);
}

/** Whether the account may walk to a path: each folder above must let it through. */
export function canReach(account: Account | undefined, path: string): boolean {
	if (!account) return true;
	for (let folder = dirname(path); ; folder = dirname(folder)) {
		if (!mayEnter(account, statSync(folder))) return false;
		if (folder === dirname(folder)) return true;
	}
}

export const mayEnter = (account: Account, at: Stats): boolean => {
	if (at.uid === account.uid) return (at.mode & 0o100) !== 0;
	if (at.gid === account.gid) return (at.mode & 0o010) !== 0;
	return (at.mode & 0o001) !== 0;
};
