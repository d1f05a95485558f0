import { AppError, conflict, invalid } from '#server/errors.ts';

/** Another import of this source is under way; nothing was changed. */
export const importRunning = () => conflict('import_running');
/** Somebody decided about it, or a later import took its place. */
export const runDecided = () => conflict('run_decided');
export const noteDecided = () => conflict('note_decided');
export const sourceTaken = () => invalid({ name: 'source_taken' });

/** The address cannot be read. `why` is a code of the catalogue (`directory.run.<why>`). */
export class FeedRefused extends AppError {
	readonly why: string;

	constructor(why: string) {
		super('feed_refused', 422, { fields: { url: why } });
		this.why = why;
	}
}
