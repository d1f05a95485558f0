import { redirect } from '@sveltejs/kit';
import { UploadInput } from '#lib/directory/directory.ts';
import * as directory from '#lib/directory/server/directory.ts';
import { invalid } from '#server/errors.ts';
import { answerForm } from '#server/http/form.ts';
import { readUpload } from '#server/http/upload.ts';
import { log } from '#server/log.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
	const sources = await directory.sources(ctx);
	const wanted = url.searchParams.get('source');
	const source = sources.find(({ sourceId }) => sourceId === wanted);
	const { name, format, timeZone, experience } = source ?? {};
	return { source: source ? { name, format, timeZone, experience } : null };
};

/** A reading that takes longer goes on by itself, and its report tells the rest. */
const patience = 5000;

export const actions: Actions = {
	default: async (event) => {
		const { fields, file, isTooLarge } = await readUpload(event);
		let isTaken = false;
		try {
			return await answerForm(fields, UploadInput, async (input) => {
				if (isTooLarge) throw invalid({ file: 'upload_too_large' });
				const open = file && (() => file.read());
				const { runId, report } = await directory.uploadFeed(event.locals.ctx, input, open);
				isTaken = true;
				const ended = report
					.catch((error: unknown) =>
						log.error({ err: error, op: 'directory.upload' }, 'a file could not be read')
					)
					.finally(() => file?.close());
				await Promise.race([ended, after(patience)]);
				redirect(303, `/programme/directory/reports/${runId}`);
			});
		} finally {
			if (!isTaken) await file?.close();
		}
	}
};

const after = (ms: number) =>
	new Promise<void>((resolve) => {
		setTimeout(resolve, ms).unref();
	});
