import { open, unlink, type FileHandle } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { error, type RequestEvent } from '@sveltejs/kit';
import { sayError } from '#lib/words/words.ts';
import { FILE_LIMIT, READ_LIMIT } from '../front/body-limit.ts';
import { newId } from '../ids.ts';

export interface Upload {
	fields: Record<string, string>;
	/** Null when none was chosen. */
	file: UploadedFile | null;
	isTooLarge: boolean;
}
export interface UploadedFile {
	bytes: number;
	/** From its beginning, as often as it is asked for. */
	read(): AsyncIterable<Uint8Array>;
	/** The file is gone with it. */
	close(): Promise<void>;
}

const limits = {
	...{ fieldNameSize: 100, fieldSize: 4096, fields: 20, files: 1, parts: 25, headerPairs: 20 },
	fileSize: FILE_LIMIT
};

/**
 * Reads a form with a file while it arrives, holding no more than a piece of it: the file waits on the disk
 * under no name, so that it is gone with the process whatever happens. What is too large is read to its end
 * and not kept, since a browser shows no answer before that.
 */
export async function readUpload(event: RequestEvent): Promise<Upload> {
	const parser = parserFor(event.request);
	const found: Upload = { fields: {}, file: null, isTooLarge: false };
	// Opened before anything is read: a part that breaks off must find somebody who listens.
	const handle = await openUnnamed();
	let part: BusboyFileStream | undefined;
	let spooled: Promise<void> = Promise.resolve();
	let isBroken = false;
	const broken = new Promise<void>((done) =>
		parser.once('error', () => {
			isBroken = true;
			done();
		})
	);
	parser.on('field', (name, value) => (found.fields[name] ??= value));
	parser.on('file', (_, stream, filename) => {
		// A browser sends a part without a name where nothing was chosen.
		if (!filename) return stream.resume();
		part = stream;
		spooled = pipeline(stream, (pieces) => writeAll(handle, pieces)).then((bytes) => {
			found.isTooLarge = stream.truncated;
			found.file = uploaded(handle, bytes);
		});
		spooled.catch(() => (isBroken = true));
	});
	const ended = new Promise<void>((done) => parser.once('finish', done));
	try {
		let bytes = 0;
		for await (const piece of bodyOf(event)) {
			bytes += piece.length;
			if (bytes > READ_LIMIT) error(413, tooLarge());
			if (isBroken) continue;
			const written = new Promise<void>((done) => parser.write(piece, () => done()));
			await Promise.race([written, broken]);
		}
		if (!isBroken) parser.end();
		await Promise.race([ended, broken]);
		part?.once('error', () => {});
		if (isBroken) part?.destroy();
		await spooled.catch(() => {});
		if (isBroken) error(400, { code: 'malformed', message: sayError('malformed') });
		if (!found.file) await handle.close();
		return found;
	} catch (caught) {
		part?.destroy();
		parser.destroy();
		await spooled.catch(() => {});
		await handle.close();
		throw caught;
	}
}

const tooLarge = () => ({ code: 'too_large', message: sayError('too_large') });

function parserFor({ headers }: Request): BusboyInstance {
	try {
		return new Busboy({ headers: { 'content-type': headers.get('content-type') ?? '' }, limits });
	} catch {
		error(400, { code: 'malformed', message: sayError('malformed') });
	}
}

/** From the connection, where the front hides it from the framework (body-limit.ts); else as any form. */
function bodyOf({ platform, request }: RequestEvent): AsyncIterable<Uint8Array> {
	const connection = (platform as { req?: IncomingMessage } | undefined)?.req;
	// An answer still goes out by it, so it outlives the reading.
	if (connection && !request.body) return connection.iterator({ destroyOnReturn: false });
	return request.body ? Readable.fromWeb(request.body as never) : Readable.from([]);
}

/** A file under no name. */
async function openUnnamed(): Promise<FileHandle> {
	const path = join(tmpdir(), `holdspace-upload-${newId()}`);
	const handle = await open(path, 'wx+', 0o600);
	await unlink(path);
	return handle;
}

async function writeAll(handle: FileHandle, pieces: AsyncIterable<Buffer>): Promise<number> {
	let bytes = 0;
	for await (const piece of pieces) {
		await handle.write(piece, 0, piece.length, bytes);
		bytes += piece.length;
	}
	return bytes;
}

const uploaded = (handle: FileHandle, bytes: number): UploadedFile => ({
	bytes,
	read: () => piecesOf(handle),
	close: () => handle.close()
});

async function* piecesOf(handle: FileHandle): AsyncGenerator<Uint8Array> {
	for (let at = 0; ;) {
		const { bytesRead, buffer } = await handle.read(Buffer.alloc(65_536), 0, 65_536, at);
		if (bytesRead === 0) return;
		at += bytesRead;
		yield buffer.subarray(0, bytesRead);
	}
}
