import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { after, day } from './clock.ts';
import { newKey } from './crypto.ts';
import {
	addKekWhenDue,
	destroyOldKeks,
	ensureKeyFile,
	KeyFileError,
	KeyGone,
	openKeyRing
} from './keyring.ts';

const start = new Date('2026-11-22T12:00:00Z');
async function newFile(): Promise<string> {
	const path = join(mkdtempSync(join(tmpdir(), 'keys-')), 'keys.json');
	expect(await ensureKeyFile(path, start)).toBe(true);
	return path;
}

describe('the key file', () => {
	test('can be read by nobody else', async () => {
		expect(statSync(await newFile()).mode & 0o777).toBe(0o600);
	});
	test('is made once', async () => {
		const path = await newFile();
		const before = readFileSync(path, 'utf8');
		expect(await ensureKeyFile(path, start)).toBe(false);
		expect(readFileSync(path, 'utf8')).toBe(before);
	});
	test('that is missing or damaged is named in a sentence', async () => {
		const path = await newFile();
		expect(() => openKeyRing(`${path}.gone`)).toThrow(KeyFileError);
		writeFileSync(path, '{"version":1}');
		expect(() => openKeyRing(path)).toThrow(/damaged/);
	});
});

describe('a wrapped key', () => {
	test('opens again, only for what it was bound to', async () => {
		const keys = openKeyRing(await newFile());
		const key = newKey();
		const wrapped = keys.wrap(key, 'group:1');
		expect(keys.unwrap(wrapped, 'group:1').equals(key)).toBe(true);
		expect(() => keys.unwrap(wrapped, 'group:2')).toThrow();
	});
	test('opens while its key-encryption key lives, and never after', async () => {
		const path = await newFile();
		const key = newKey();
		const wrapped = openKeyRing(path).wrap(key, 'group:1');
		await addKekWhenDue(path, after(start, 7 * day));
		await destroyOldKeks(path, after(start, 34 * day));
		expect(openKeyRing(path).unwrap(wrapped, 'group:1').equals(key)).toBe(true);
		expect(await destroyOldKeks(path, after(start, 35 * day))).toEqual([wrapped.kekId]);
		expect(() => openKeyRing(path).unwrap(wrapped, 'group:1')).toThrow(KeyGone);
	});
	test('made by another process with a newer key opens in one that started before', async () => {
		const path = await newFile();
		const early = openKeyRing(path);
		await addKekWhenDue(path, after(start, 8 * day));
		const late = openKeyRing(path);
		const key = newKey();
		expect(early.unwrap(late.wrap(key, 'x'), 'x').equals(key)).toBe(true);
	});
});

describe('rotation', () => {
	test('reaches a process that started long before: it wraps with the newest key', async () => {
		const path = await newFile();
		const early = openKeyRing(path);
		const old = early.newestKek;
		const added = await addKekWhenDue(path, after(start, 8 * day));
		expect(early.wrap(newKey(), 'x').kekId).toBe(added);
		expect(added).not.toBe(old);
	});
	test('adds a key once a week, not before', async () => {
		const path = await newFile();
		expect(await addKekWhenDue(path, after(start, 6 * day))).toBeNull();
		expect(await addKekWhenDue(path, after(start, 7 * day))).not.toBeNull();
		expect(await addKekWhenDue(path, after(start, 7 * day))).toBeNull();
	});
	test('never destroys the newest key, however old it is', async () => {
		const path = await newFile();
		expect(await destroyOldKeks(path, after(start, 400 * day))).toEqual([]);
	});
});
