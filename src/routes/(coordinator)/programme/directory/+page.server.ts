import { z } from 'zod';
import { SourceInput } from '#lib/directory/directory.ts';
import * as directory from '#lib/directory/server/directory.ts';
import { formAction } from '#server/http/form.ts';
import { log } from '#server/log.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { ctx, timeZone } }) => {
	const [sources, { notes, hasMore }] = await Promise.all([
		directory.sources(ctx),
		directory.notes(ctx)
	]);
	const held = sources.flatMap(({ held }) => (held ? [held] : []));
	return {
		sources,
		held: await Promise.all(
			held.map(async (run) => ({ run, going: await directory.wouldGo(ctx, run.runId) }))
		),
		notes: hasMore ? `${notes.length}+` : String(notes.length),
		now: ctx.now(),
		timeZone
	};
};

const Source = z.object({ sourceId: z.string() });
const Run = z.object({ runId: z.string() });
const Removal = Source.extend({ sure: z.literal('yes', 'sure') });
const done = <Done extends string>(what: Done) => ({ done: what, source: '' });

/** A reading that takes longer goes on by itself, and its report tells the rest. */
const patience = 8000;

export const actions: Actions = {
	add: (event) =>
		formAction(event, SourceInput, async (input) => {
			await directory.addSource(event.locals.ctx, input);
			return done('add');
		}),
	change: (event) =>
		formAction(event, SourceInput.and(Source), async (input) => {
			await directory.changeSource(event.locals.ctx, input);
			return done('change');
		}),
	remove: (event) =>
		formAction(event, Removal, async ({ sourceId }) => {
			await directory.removeSource(event.locals.ctx, { sourceId });
			return done('remove');
		}),
	read: (event) =>
		formAction(event, Source, async ({ sourceId }) => {
			const reading = directory.refreshSource(event.locals.ctx, { sourceId });
			const report = await Promise.race([reading, after(patience)]);
			if (report) return { done: 'read' as const, source: report.source };
			reading.catch((error: unknown) =>
				log.error({ err: error, op: 'directory.read' }, 'a source could not be read')
			);
			return done('reading');
		}),
	release: (event) =>
		formAction(event, Run, async ({ runId }) => {
			await directory.release(event.locals.ctx, runId);
			return done('release');
		}),
	refuse: (event) =>
		formAction(event, Run, async ({ runId }) => {
			await directory.refuse(event.locals.ctx, runId);
			return done('refuse');
		})
};

const after = (ms: number) =>
	new Promise<null>((resolve) => {
		setTimeout(() => resolve(null), ms).unref();
	});
