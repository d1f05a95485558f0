import {
	brotliCompress,
	brotliCompressSync,
	constants,
	gzip,
	gzipSync,
	zstdCompressSync
} from 'node:zlib';

export type Encoding = 'br' | 'gzip' | 'zstd';
/** A page for everybody can take longer: whoever it is for has no other page waiting behind it. */
export type Reader = 'everybody' | 'somebody';

/** What is best for a reader first; a member's pages are made to be quick. */
const best: Record<Reader, readonly Encoding[]> = {
	everybody: ['br', 'gzip'],
	somebody: ['zstd', 'br', 'gzip']
};

/** The encoding to send a page in, of those that a browser takes. */
export function packedOf(
	accepted: string | string[] | undefined,
	reader: Reader
): Encoding | undefined {
	const names = String(accepted ?? '')
		.toLowerCase()
		.split(',')
		.filter((entry) => !/;\s*q=0(\.0*)?\s*$/.test(entry))
		.map((entry) => entry.split(';')[0]?.trim());
	return best[reader].find((encoding) => names.includes(encoding));
}

/**
 * Compresses a page. One for somebody is made for them alone, a moment before: it is compressed on the spot,
 * which takes less than handing it to another thread and back.
 */
export function pack(
	encoding: Encoding,
	reader: Reader,
	page: Buffer,
	done: (packed: Buffer) => void
): void {
	if (reader === 'somebody' || encoding === 'zstd') return done(packAtOnce(encoding, page));
	const over = (error: Error | null, packed: Buffer) => {
		if (error) throw error;
		done(packed);
	};
	if (encoding === 'br') brotliCompress(page, brotli(4), over);
	else gzip(page, { level: 1 }, over);
}

/** As a member's page is compressed. */
export function packAtOnce(encoding: Encoding, page: Buffer): Buffer {
	if (encoding === 'zstd') return zstdCompressSync(page, quick);
	return encoding === 'br' ? brotliCompressSync(page, brotli(1)) : gzipSync(page, { level: 1 });
}

const brotli = (quality: number) => ({ params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
const quick = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
