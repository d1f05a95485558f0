import { open, unlink, type FileHandle } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { error, type RequestEvent } from '@sveltejs/kit';
import { sayError } from '#lib/words/errors.ts';
import { FILE_LIMIT, READ_LIMIT } from '../front/body-limit.ts';
import { newId } from '../ids.ts';
import { log } from '../log.ts';

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
 * under no name, so that it is gone with the process whatever happens. What is too large, or finds no room on
 * the disk, is read to its end and not kept, since a browser shows no answer before that.
 * @throws 400 malformed, 413 too_large, 503 upload_no_room; nothing of the file is left then
 */
export async function readUpload(event: RequestEvent, openSpool = openUnnamed): Promise<Upload> {
	const parser = parserFor(event.request);
	const found: Upload = { fields: {}, file: null, isTooLarge: false };
	const trouble = firstTrouble();
	// Opened before anything is read: a part that breaks off must find somebody who listens.
	const handle = await openSpool().catch(trouble.atDisk);
	let part: BusboyFileStream | undefined;
	let spooled: Promise<void> = Promise.resolve();
	parser.once('error', trouble.inForm);
	parser.on('field', (name, value) => (found.fields[name] ??= value));
	parser.on('file', (_, stream, filename) => {
		// A browser sends a part without a name where nothing was chosen.
		if (!filename || !handle) return stream.resume();
		part = stream;
		spooled = pipeline(stream, (pieces) => writeAll(handle, pieces, trouble.atDisk)).then(
			(bytes) => {
				found.isTooLarge = stream.truncated;
				found.file = uploaded(handle, bytes);
			}
		);
		spooled.catch(trouble.inForm);
	});
	const ended = new Promise<void>((done) => parser.once('finish', done));
	try {
		let bytes = 0;
		for await (const piece of bodyOf(event)) {
			bytes += piece.length;
			if (bytes > READ_LIMIT) error(413, tooLarge());
			if (trouble.is()) continue;
			const written = new Promise<void>((done) => parser.write(piece, () => done()));
			await Promise.race([written, trouble.came]);
		}
		if (!trouble.is()) parser.end();
		await Promise.race([ended, trouble.came]);
		part?.once('error', () => {});
		if (trouble.is()) part?.destroy();
		await spooled.catch(() => {});
		trouble.raise();
		if (!found.file) await handle?.close();
		return found;
	} catch (caught) {
		part?.destroy();
		parser.destroy();
		await spooled.catch(() => {});
		await handle?.close();
		throw caught;
	}
}

/** What first went wrong; whatever else does then follows from it. */
function firstTrouble() {
	let first: 'malformed' | 'upload_no_room' | null = null;
	let tell = () => {};
	const came = new Promise<void>((done) => (tell = done));
	const note = (what: typeof first) => {
		first ??= what;
		tell();
	};
	return {
		came,
		is: () => first !== null,
		inForm: () => note('malformed'),
		atDisk: (caught: unknown) => {
			const { code } = caught as NodeJS.ErrnoException;
			if (!first) log.error({ op: 'upload', code }, 'an upload finds no room on the disk');
			note('upload_no_room');
			return null;
		},
		raise: () => {
			if (first)
				error(first === 'malformed' ? 400 : 503, { code: first, message: sayError(first) });
		}
	};
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
	try {
		await unlink(path);
	} catch (caught) {
		await handle.close();
		throw caught;
	}
	return handle;
}

async function writeAll(
	handle: FileHandle,
	pieces: AsyncIterable<Buffer>,
	failed: (caught: unknown) => void
): Promise<number> {
	let bytes = 0;
	for await (const piece of pieces) {
		try {
			// A disk that fills up may take a part of a piece first.
			for (let from = 0; from < piece.length;)
				from += (await handle.write(piece, from, piece.length - from, bytes + from)).bytesWritten;
		} catch (caught) {
			failed(caught);
			throw caught;
		}
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
