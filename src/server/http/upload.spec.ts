import { existsSync } from 'node:fs';
import { mkdtemp, open, readdir, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RequestEvent } from '@sveltejs/kit';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { FILE_LIMIT, READ_LIMIT } from '../front/body-limit.ts';
import { readUpload, type Upload } from './upload.ts';

const opened: Upload[] = [];
afterEach(async () => {
	for (const { file } of opened.splice(0)) await file?.close();
});

async function uploaded(
	body: BodyInit,
	headers: Record<string, string> = {},
	spool?: () => Promise<FileHandle>
): Promise<Upload> {
	const request = new Request('https://groups.example.org/', {
		...{ method: 'POST', body, headers, duplex: 'half' }
	} as RequestInit);
	const upload = await readUpload({ request } as RequestEvent, spool);
	opened.push(upload);
	return upload;
}
function form(file: Blob | null, name = 'feed.json'): FormData {
	const data = new FormData();
	data.set('name', 'Lighthouse');
	data.set('format', 'csv');
	if (file) data.set('file', file, name);
	return data;
}
async function textOf({ file }: Upload): Promise<string> {
	const pieces: Uint8Array[] = [];
	for await (const piece of file!.read()) pieces.push(piece);
	return Buffer.concat(pieces).toString();
}

describe('a form with a file', () => {
	test('is read while it arrives, and the file can be read again and again', async () => {
		const text = 'name,day\r\nCafé,1\r\n'.repeat(20_000);
		const upload = await uploaded(form(new Blob([text])));
		expect(upload.fields).toEqual({ name: 'Lighthouse', format: 'csv' });
		expect(upload).toMatchObject({ isTooLarge: false, file: { bytes: Buffer.byteLength(text) } });
		expect(await textOf(upload)).toBe(text);
		expect(await textOf(upload)).toBe(text);
	});

	test('may bring none', async () => {
		expect((await uploaded(form(null))).file).toBeNull();
		expect((await uploaded(form(new Blob([]), ''))).file).toBeNull();
		const plain = await uploaded(new URLSearchParams({ name: 'Lighthouse' }));
		expect(plain).toMatchObject({ fields: { name: 'Lighthouse' }, file: null });
	});

	test('that is too large is read to its end, cut, and said to be', async () => {
		const exact = await uploaded(form(new Blob([Buffer.alloc(FILE_LIMIT - 1, 'x')])));
		expect(exact.isTooLarge).toBe(false);
		const upload = await uploaded(form(new Blob([Buffer.alloc(FILE_LIMIT + 1, 'x')])));
		expect(upload.isTooLarge).toBe(true);
		expect(upload.file?.bytes).toBeLessThanOrEqual(FILE_LIMIT);
	});

	test('that never ends is left off', async () => {
		let sent = 0;
		const head = '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n';
		const endless = new ReadableStream({
			pull(controller) {
				controller.enqueue(Buffer.from(sent === 0 ? head : 'x'.repeat(1_000_000)));
				sent += 1;
			}
		});
		const type = { 'content-type': 'multipart/form-data; boundary=x' };
		await expect(uploaded(endless, type)).rejects.toMatchObject({ status: 413 });
		expect(sent).toBeLessThan(READ_LIMIT / 1_000_000 + 10);
	});

	test.each([
		['cut off', '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nhalf'],
		['cut off in a head', '--x\r\ncontent-disposition: form-d'],
		['of nothing', 'nonsense']
	])('%s is refused', async (_, body) => {
		const type = { 'content-type': 'multipart/form-data; boundary=x' };
		await expect(uploaded(body, type)).rejects.toMatchObject({ status: 400 });
	});

	test('of another kind, or of a broken one, is refused', async () => {
		for (const type of ['text/plain', 'multipart/form-data', 'application/json'])
			await expect(uploaded('a=b', { 'content-type': type })).rejects.toMatchObject({
				status: 400
			});
	});

	test('has names that harm nothing', async () => {
		const data = form(new Blob(['x']), '../../etc/passwd');
		data.set('__proto__', 'x');
		const { fields } = await uploaded(data);
		expect(Object.getPrototypeOf(fields)).not.toBe('x');
		expect(fields.name).toBe('Lighthouse');
	});
});

describe('when the disk takes no file', () => {
	const noRoom = { status: 503, body: { code: 'upload_no_room' } };
	const large = () => new Blob([Buffer.alloc(3_000_000, 'x')]);
	afterEach(() => vi.unstubAllEnvs());

	test('in a directory that is not there, it says so after reading to the end', async () => {
		vi.stubEnv('TMPDIR', join(tmpdir(), 'not-there-at-all'));
		let isRead = false;
		const body = new ReadableStream({
			start: (controller) => controller.enqueue(Buffer.from('--x\r\n')),
			pull(controller) {
				isRead = true;
				controller.close();
			}
		});
		const type = { 'content-type': 'multipart/form-data; boundary=x' };
		await expect(uploaded(body, type)).rejects.toMatchObject(noRoom);
		expect(isRead).toBe(true);
		await expect(uploaded(form(large()))).rejects.toMatchObject(noRoom);
		await expect(uploaded(form(null))).rejects.toMatchObject(noRoom);
	});

	test.runIf(existsSync('/dev/full'))('full, it says so, and lets go of what it had', async () => {
		const handles: FileHandle[] = [];
		const full = async () => {
			const handle = await open('/dev/full', 'r+');
			handles.push(handle);
			return handle;
		};
		for (const file of [large(), new Blob(['short'])])
			await expect(uploaded(form(file), {}, full)).rejects.toMatchObject(noRoom);
		// The end of the form comes in the same piece as the file, and long before its last piece.
		expect(handles.map(({ fd }) => fd)).toEqual([-1, -1]);
	});

	test('nothing is left under a name, whether it works or the sender breaks off', async () => {
		const directory = await mkdtemp(join(tmpdir(), 'upload-'));
		vi.stubEnv('TMPDIR', directory);
		const upload = await uploaded(form(large()));
		expect(await readdir(directory)).toEqual([]);
		expect(upload.file?.bytes).toBe(3_000_000);
		const head = '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n';
		const broken = new ReadableStream({
			start: (controller) => controller.enqueue(Buffer.from(`${head}${'x'.repeat(200_000)}`)),
			pull: (controller) => controller.error(new Error('the connection broke'))
		});
		const handles: FileHandle[] = [];
		const spool = async () => {
			const handle = await open(join(directory, 'spool'), 'w+');
			handles.push(handle);
			return handle;
		};
		const type = { 'content-type': 'multipart/form-data; boundary=x' };
		await expect(uploaded(broken, type, spool)).rejects.toThrow('the connection broke');
		expect(handles.map(({ fd }) => fd)).toEqual([-1]);
		await rm(directory, { recursive: true });
	});
});
