import { createReadStream, existsSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { feedFormats, SourceInput, type ImportReport } from '#lib/directory/directory.ts';
import * as directory from '#lib/directory/server/directory.ts';
import { sayError } from '#lib/words/errors.ts';
import { knows, say as sayWords } from '#lib/words/words.ts';
import { CannotStart } from '#server/cannot-start.ts';
import { minute, systemClock } from '#server/clock.ts';
import type { Config } from '#server/config.ts';
import type { Ctx } from '#server/ctx.ts';
import { migrate } from '#server/db/migrate.ts';
import { openPool } from '#server/db/pool.ts';
import { AppError } from '#server/errors.ts';
import { ensureKeyFile, openKeyRing } from '#server/keyring.ts';
import { withDatabase, type Command } from './command.ts';

const usage = `npm run -s holdspace -- directory import --format FORMAT [--source NAME] [--timezone ZONE]
    [--experience KIND] [--report FILE] FILE|URL

  --format      ${feedFormats.join(', ')}
  --source      what the listings name as their source; the file's or the host's name if left out
  --timezone    the zone of rows that name none, as in America/New_York
  --experience  what the groups are about where a row does not say
  --report      a file for the whole report, as JSON

  Reading the same again changes nothing. What would take more than half of a source's listings away
  is held:  directory release RUN  lets it happen,  directory refuse RUN  leaves everything as it is.

  directory export-report [FILE]  says what our Meeting Guide feed leaves out or says otherwise, and why.`;

const options = {
	format: { type: 'string' },
	source: { type: 'string' },
	timezone: { type: 'string' },
	experience: { type: 'string' },
	report: { type: 'string' }
} as const;

export const directoryCommand: Command = {
	name: 'directory',
	says: 'Imports listings of other organisations: directory import --format FORMAT FILE|URL',
	async run({ config, args, say }) {
		const [verb, ...rest] = args;
		if (verb === 'import') return importListings(config, rest, say);
		if (verb === 'export-report') return exportReport(config, rest, say);
		if (verb === 'release' || verb === 'refuse') return decide(config, verb, rest, say);
		throw new CannotStart(usage);
	}
};

async function importListings(config: Config, args: string[], say: (line: string) => void) {
	const { values, from } = parse(args);
	const isUrl = /^[a-z]+:\/\//i.test(from);
	if (!isUrl && (!existsSync(from) || !statSync(from).isFile()))
		throw new CannotStart(`There is no file ${from}.`);
	const source = SourceInput.safeParse({
		name: values.source ?? (isUrl ? new URL(from).hostname : basename(from)),
		format: values.format,
		timeZone: values.timezone,
		experience: values.experience
	});
	if (!source.success) {
		const field = String(source.error.issues[0]?.path[0] ?? '');
		const option = { name: '--source', timeZone: '--timezone' }[field] ?? `--${field}`;
		throw new CannotStart(`${option} cannot be used as it is.\n\n${usage}`);
	}
	await work(config, async (ctx) => {
		const { sourceId } = await directory.sourceNamed(ctx, source.data);
		const progress = shown();
		const report = await directory.importFeed(ctx, {
			sourceId,
			bytes: isUrl ? directory.fetchFeed(from) : createReadStream(from),
			onProgress: progress.show
		});
		progress.end();
		if (values.report) await writeReport(ctx, report, values.report);
		say(sentence(report));
		if (report.outcome === 'failed' || report.outcome === 'held') process.exitCode = 1;
	});
}

function parse(args: string[]) {
	try {
		const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
		const [from, ...more] = positionals;
		if (!from || more.length > 0 || !values.format) throw new Error('incomplete');
		return { values, from };
	} catch {
		throw new CannotStart(usage);
	}
}

async function decide(
	config: Config,
	verb: 'release' | 'refuse',
	[runId = '']: string[],
	say: (line: string) => void
) {
	await work(config, async (ctx) => say(sentence(await directory[verb](ctx, runId))));
}

async function exportReport(config: Config, [file]: string[], say: (line: string) => void) {
	await work(config, async (ctx) => {
		const report = await directory.exportReport(ctx, 'json', config.publicOrigin);
		say(`Listings in the feed: ${report.written}; not in it: ${report.leftOut}.`);
		for (const [reason, count] of Object.entries(report.counts)) {
			const key = `directory.export.${reason}`;
			say(`${String(count).padStart(7)}  ${knows(key) ? sayWords(key) : reason}`);
		}
		if (file) await writeFile(file, `${JSON.stringify(report, null, '\t')}\n`);
	});
}

/** Works on the database of this world as the system, brought to this version first. */
async function work(config: Config, job: (ctx: Ctx) => Promise<void>): Promise<void> {
	await withDatabase(config, async ({ url, ownerUrl }) => {
		await migrate(ownerUrl);
		await ensureKeyFile(config.masterKeyFile, systemClock());
		const pool = openPool(url, { max: 3, statementTimeout: 10 * minute });
		const actor = { kind: 'system', job: 'cli: directory' } as const;
		try {
			await job({ db: pool.db, actor, now: systemClock, keys: openKeyRing(config.masterKeyFile) });
		} catch (error) {
			if (error instanceof AppError) throw new CannotStart(sayError(error.code, error.values));
			throw error;
		} finally {
			await pool.close();
		}
	});
}

/** One line that counts, on a terminal in place, elsewhere now and then; on standard error, beside the result. */
function shown() {
	const began = performance.now();
	const isTerminal = process.stderr.isTTY;
	let last = began;
	const line = (text: string) => process.stderr.write(isTerminal ? `\r\x1b[K${text}` : `${text}\n`);
	return {
		show: ({ read, differing, problems }: directory.Progress) => {
			const now = performance.now();
			if (now - last < (isTerminal ? 100 : 2000)) return;
			last = now;
			const rate = Math.round(read / ((now - began) / 1000));
			line(`${read} rows read, ${differing} differ, ${problems} remarks, ${rate} rows a second`);
		},
		end: () => void (isTerminal && process.stderr.write('\r\x1b[K'))
	};
}

async function writeReport(ctx: Ctx, { runId }: ImportReport, file: string): Promise<void> {
	const problems = [];
	for (let page = 1, hasMore = true; hasMore; page++) {
		const part = await directory.report(ctx, runId, { page, size: 1000 });
		problems.push(...part.list);
		hasMore = part.hasMore;
	}
	const { list: _, hasMore: __, ...head } = await directory.report(ctx, runId, { size: 1 });
	// `problems` of the report is how many there were; the list holds at most the first 5,000.
	await writeFile(file, `${JSON.stringify({ ...head, rows: problems }, null, '\t')}\n`);
}

/** The last line: what happened, in one sentence. */
export function sentence(report: ImportReport): string {
	const { source, read, added, changed, retired, returned, unchanged, rejected, repaired } = report;
	const name = `${source}: ${read} rows read`;
	const remarks = `${rejected} rejected, ${repaired} repaired`;
	if (report.outcome === 'unchanged')
		return `${name}, nothing changed (${unchanged} as before, ${remarks}).`;
	if (report.outcome === 'held')
		return `${name}. Held: ${retired} of ${report.before} listings would go. Nothing was changed. To let it happen: directory release ${report.runId}`;
	if (report.outcome === 'refused') return `${name}. Refused; everything stays as it is.`;
	const did = `${added} added, ${changed} changed${returned ? ` (${returned} came back)` : ''}, ${retired} retired, ${unchanged} as before, ${remarks}`;
	if (report.outcome === 'failed') return `${name}, ${did}. It did not end well: ${whyOf(report)}`;
	return `${name}, ${did}.`;
}

function whyOf({ why }: ImportReport): string {
	const key = [`directory.run.${why}`, `directory.import.${why}`].find(knows);
	return key ? sayWords(key) : `${why}.`;
}
