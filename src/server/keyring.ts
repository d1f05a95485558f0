import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, open as openFile, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { day } from './clock.ts';
import { newKey, open, seal } from './crypto.ts';

/** A new key-encryption key is made weekly; each is destroyed after 35 days, and backups with it. */
export const kekAge = 7 * day;
export const kekLife = 35 * day;

const base64Key = z.base64().transform((text): Buffer => Buffer.from(text, 'base64'));
const keyFile = z.object({
	version: z.literal(1),
	pepper: base64Key,
	keks: z.array(z.object({ id: z.string(), madeAt: z.iso.datetime(), key: base64Key })).min(1)
});
type KeyFile = z.output<typeof keyFile>;

export interface Wrapped {
	kekId: string;
	wrapped: Buffer;
}

/** What the rest of the product may ask of the key file. Keys themselves never leave this module. */
export interface KeyRing {
	/** Wraps a key with the newest key-encryption key, bound to what it belongs to. */
	wrap(key: Buffer, bound: string): Wrapped;
	/** Opens a wrapped key; throws KeyGone when its key-encryption key was destroyed. */
	unwrap(wrapped: Wrapped, bound: string): Buffer;
	/** Keyed hash for values that are looked up but never kept in clear. */
	mac(purpose: string, value: string): Buffer;
	/** The secret that passphrase hashes are made with, beside their salt. */
	readonly pepper: Buffer;
	/** The id of the newest key-encryption key. */
	readonly newestKek: string;
}

/** The key-encryption key of this row no longer exists: nothing opens it, here or in a backup. */
export class KeyGone extends Error {
	override name = 'KeyGone';
}

/** The key file is missing or damaged; the message is a sentence for the operator. */
export class KeyFileError extends Error {
	override name = 'KeyFileError';
}

/** Makes the key file (0600) when there is none. Answers whether it made one. */
export async function ensureKeyFile(path: string, now: Date): Promise<boolean> {
	if (existsSync(path)) return false;
	await mkdir(dirname(path), { recursive: true, mode: 0o700 });
	await write(path, { version: 1, pepper: randomBytes(32), keks: [newKek(now)] });
	return true;
}

/**
 * Opens the key file. It is read again when a row names a key-encryption key that is not known yet, and
 * before wrapping when the file has changed: the worker of another process may have rotated it.
 */
export function openKeyRing(path: string): KeyRing {
	let file = read(path);
	let seen = stateOf(path);
	/** Wrapping is rare and must not use a key that is about to be destroyed: look at the file first. */
	const fresh = () => {
		const now = stateOf(path);
		if (now === seen) return;
		file = read(path);
		seen = now;
	};
	const find = (id: string) => file.keks.find((kek) => kek.id === id);
	const newest = () => file.keks.reduce((a, b) => (a.madeAt > b.madeAt ? a : b));
	return {
		wrap(key, bound) {
			fresh();
			const kek = newest();
			return { kekId: kek.id, wrapped: seal(kek.key, bound, key) };
		},
		unwrap({ kekId, wrapped }, bound) {
			const kek = find(kekId) ?? ((file = read(path)), find(kekId));
			if (!kek) throw new KeyGone(`key-encryption key ${kekId} was destroyed`);
			return open(kek.key, bound, wrapped);
		},
		mac: (purpose, value) =>
			createHmac('sha256', file.pepper).update(`${purpose}\0${value}`).digest(),
		get pepper() {
			return file.pepper;
		},
		get newestKek() {
			fresh();
			return newest().id;
		}
	};
}

/** Adds a key-encryption key when the newest is a week old. Answers its id, or null when none was due. */
export async function addKekWhenDue(path: string, now: Date): Promise<string | null> {
	const file = read(path);
	const newest = Math.max(...file.keks.map(({ madeAt }) => Date.parse(madeAt)));
	if (now.getTime() - newest < kekAge) return null;
	const kek = newKek(now);
	await write(path, { ...file, keks: [...file.keks, kek] });
	return kek.id;
}

/** Destroys key-encryption keys past their life, never the newest. Answers the ids destroyed. */
export async function destroyOldKeks(path: string, now: Date): Promise<string[]> {
	const file = read(path);
	const newest = file.keks.reduce((a, b) => (a.madeAt > b.madeAt ? a : b));
	const isOld = ({ id, madeAt }: { id: string; madeAt: string }) =>
		id !== newest.id && now.getTime() - Date.parse(madeAt) >= kekLife;
	const old = file.keks.filter(isOld);
	if (old.length > 0) await write(path, { ...file, keks: file.keks.filter((k) => !isOld(k)) });
	return old.map(({ id }) => id);
}

const newKek = (now: Date) => ({
	id: randomBytes(6).toString('hex'),
	madeAt: now.toISOString(),
	key: newKey()
});

/** Changes whenever the file was replaced: clocks of file systems are coarse, so the inode counts too. */
function stateOf(path: string): string {
	const { ino, mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { ino: 0, mtimeMs: 0 };
	return `${ino}:${mtimeMs}`;
}

function read(path: string): KeyFile {
	let text: string;
	try {
		text = readFileSync(path, 'utf8');
	} catch (cause) {
		throw new KeyFileError(
			`The key file ${path} cannot be read. Put it back from where you keep it.`,
			{
				cause
			}
		);
	}
	const parsed = keyFile.safeParse(parseJson(text));
	if (!parsed.success)
		throw new KeyFileError(`The key file ${path} is damaged. Put it back from where you keep it.`);
	return parsed.data;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Written beside, flushed, then renamed: a crash leaves the old file or the new one, never half. */
async function write(path: string, file: KeyFile): Promise<void> {
	const text = JSON.stringify(
		{
			version: file.version,
			pepper: file.pepper.toString('base64'),
			keks: file.keks.map((kek) => ({ ...kek, key: kek.key.toString('base64') }))
		},
		null,
		'\t'
	);
	const next = `${path}.next`;
	const handle = await openFile(next, 'w', 0o600);
	try {
		await handle.writeFile(text);
		await handle.sync();
	} finally {
		await handle.close();
	}
	await rename(next, path);
	if (((await stat(path)).mode & 0o077) !== 0)
		throw new KeyFileError(`The key file ${path} can be read by others. Run: chmod 600 ${path}`);
}
