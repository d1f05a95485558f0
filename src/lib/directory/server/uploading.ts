import { sql } from 'kysely';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { allow, AppError, invalid } from '#server/errors.ts';
import { read } from '#server/input.ts';
import type { ImportReport } from '../found.ts';
import { UploadInput } from '../inputs.ts';
import { unfit } from './formats/formats.ts';
import { importFeed } from './importing.ts';
import { canRunDirectory } from './policy.ts';
import { sourceNamed } from './sources.ts';

export interface UploadBegun {
	runId: string;
	/** Kept when all of it was read and written. */
	report: Promise<ImportReport>;
}

/**
 * Reads a file that a coordinator sent as the listings of a source, which is made when there is none of its
 * name. A file that cannot be what it is said to be changes nothing and makes no source. Everything else is
 * as with any other import: the same again changes nothing, and a loss of more than half is held.
 * @param open the bytes from the beginning, as often as it is called; `null` when no file was chosen
 * @throws invalid, import_running
 */
export async function uploadFeed(
	ctx: Ctx,
	given: UploadInput,
	open: (() => AsyncIterable<Uint8Array>) | null
): Promise<UploadBegun> {
	allow(canRunDirectory(ctx.actor));
	const input = read(UploadInput, given);
	if (!open) throw invalid({ file: 'upload_none' });
	const why = await unfit(input.format, open);
	if (why) throw invalid({ [why.startsWith('upload_looks') ? 'format' : 'file']: why });
	await staysReadable(ctx, input);
	const named = () => sourceNamed(ctx, { ...input, url: null, everyMinutes: null });
	// Sent twice at the same moment: the other one has just made it.
	const { sourceId } = await named().catch((error: unknown) => {
		if (error instanceof AppError && error.fields.name === 'source_taken') return named();
		throw error;
	});
	const begun = Promise.withResolvers<string>();
	const report = importFeed(ctx, { sourceId, bytes: open(), onBegin: begun.resolve });
	report.catch(begun.reject);
	return { runId: await begun.promise, report };
}

/** A source that is read by itself goes on being read as it was: its address brings one format only. */
async function staysReadable(ctx: Ctx, { name, format }: { name: string; format: string }) {
	const { rows } = await asSystem(ctx, 'directory: a file for a source that is read', ({ db }) =>
		sql`select 1 from directory_source where lower(name) = lower(${name}) and removed_at is null
			and url is not null and format <> ${format}`.execute(db)
	);
	if (rows.length > 0) throw invalid({ format: 'upload_other_format' });
}
