import type { RequestEvent } from '@sveltejs/kit';
import { afterEach, describe, expect, test } from 'vitest';
import { FILE_LIMIT, READ_LIMIT } from '../front/body-limit.ts';
import { readUpload, type Upload } from './upload.ts';

const opened: Upload[] = [];
afterEach(async () => {
	for (const { file } of opened.splice(0)) await file?.close();
});

async function uploaded(body: BodyInit, headers: Record<string, string> = {}): Promise<Upload> {
	const request = new Request('https://groups.example.org/', {
		...{ method: 'POST', body, headers, duplex: 'half' }
	} as RequestInit);
	const upload = await readUpload({ request } as RequestEvent);
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
