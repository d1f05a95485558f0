import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { onSphere } from '../../../src/lib/directory/server/search/distance.ts';
import { wordsOf, wordsOfEntry } from '../../../src/lib/directory/server/search/fold.ts';
import {
	facets,
	type Entry,
	type Facet,
	type Query
} from '../../../src/lib/directory/server/search/query.ts';
import { nextStart } from '../../../src/lib/directory/server/search/starts.ts';
import { slips } from '../../../src/lib/directory/server/search/typing.ts';
import { clockOf, momentOf, offsetAt } from '../../../src/lib/directory/server/search/zones.ts';
import { startEmbedded } from '../../../src/server/db/embedded.ts';
import { openLog } from '../../../src/server/log.ts';
import { processorTime } from '../../harness.ts';

const day = 86_400_000;
const radius = 6371.0088;

/**
 * The baseline: the same search in PostgreSQL, as well as we know how. Words are a GIN full-text index
 * with prefixes, and a table of words for slips of the finger; places are points of the unit sphere
 * under GiST, which answers circles and the nearest; coming starts are worked out when the data is put
 * in, so that a window of time is a range of a B-tree; facets are arrays. Each kind of question is a
 * prepared statement of its own, with only the conditions it needs.
 */
export interface Postgres {
	/** Seconds that filling and indexing took. */
	built: number;
	search(query: Query): Promise<{ total: number; ids: string[] }>;
	/** Milliseconds of processor that its side of the connection has used; null where nobody tells. */
	used(): number | null;
	close(): Promise<void>;
}

export async function openPostgres(
	batches: AsyncIterable<readonly Entry[]>,
	now: number
): Promise<Postgres> {
	const folder = await mkdtemp(join(tmpdir(), 'holdspace-bench-'));
	const log = openLog({ level: 'warn', format: 'json' });
	const database = await startEmbedded({ dataDir: folder, log });
	const client = new pg.Client({ connectionString: database.ownerUrl });
	await client.connect();
	const began = performance.now();
	await fill(client, batches, now);
	const built = (performance.now() - began) / 1000;
	// One query is one core's work, as it is for the others.
	await client.query(`set max_parallel_workers_per_gather = 0`);
	await client.query(`set work_mem = '256MB'`);
	const names = new Map<string, string>();
	const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() pid');
	const { pid } = rows[0]!;
	return {
		built,
		used: () => processorTime(pid),
		async search(query) {
			const { text, values } = statementOf(query, await meant(client, query.words));
			let name = names.get(text);
			if (!name) names.set(text, (name = `search-${names.size}`));
			const { rows } = await client.query<{ total: string; ids: string[] | null }>({
				...{ name, text, values }
			});
			return { total: Number(rows[0]!.total), ids: rows[0]!.ids ?? [] };
		},
		async close() {
			await client.end();
			await database.stop();
			await rm(folder, { recursive: true, force: true });
		}
	};
}

async function fill(
	client: pg.Client,
	batches: AsyncIterable<readonly Entry[]>,
	now: number
): Promise<void> {
	await client.query(`create extension cube; create extension fuzzystrmatch;
		create unlogged table entry (n int primary key, id uuid, words tsvector, at cube,
			next timestamptz, ${facets.map((facet) => `${facet} text[] not null`).join(', ')});
		create unlogged table start (n int not null, at timestamptz not null)`);
	let n = 0;
	for await (const batch of batches) {
		const columns: unknown[][] = Array.from({ length: 5 + facets.length }, () => []);
		const starts: [unknown[], unknown[]] = [[], []];
		for (const entry of batch) {
			n++;
			const coming = entry.times.map((time) => nextStart(time, now)).filter(Number.isFinite);
			for (const at of coming) {
				starts[0].push(n);
				starts[1].push(new Date(at));
			}
			const next = coming.length > 0 ? new Date(Math.min(...coming)) : null;
			const at = entry.at && `(${onSphere(entry.at.lat, entry.at.lng).join()})`;
			const words = [...new Set(wordsOfEntry(entry))].join(' ');
			const said = facets.map((facet) => `{${(entry.facets[facet] ?? []).join()}}`);
			for (const [i, value] of [n, entry.id, words, at, next, ...said].entries())
				columns[i]!.push(value);
		}
		const list = facets.map((_, i) => `f${i}::text[]`).join(', ');
		await client.query({
			name: 'fill',
			text: `insert into entry select n, id, array_to_tsvector(string_to_array(words, ' ')), at::cube, next, ${list}
				from unnest($1::int[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[],
				${facets.map((_, i) => `$${i + 6}::text[]`).join(', ')})
				u(n, id, words, at, next, ${facets.map((_, i) => `f${i}`).join(', ')})`,
			values: columns
		});
		await client.query({
			...{ name: 'starts', values: starts },
			text: 'insert into start select * from unnest($1::int[], $2::timestamptz[])'
		});
	}
	await client.query(`create table word as select word from ts_stat('select words from entry');
		create unique index on word (word collate "C"); create index on word (length(word));
		create index on entry using gin (words); create index on entry using gist (at);
		create index on entry (next); create index on start (at, n); create index on start (n, at);
		${facets.map((facet) => `create index on entry using gin (${facet});`).join(' ')}`);
	await client.query('vacuum analyze');
}

/** The words as full-text queries: what begins so, or, when nothing does, what it may have been meant for. */
async function meant(client: pg.Client, text: string): Promise<string[]> {
	const found: string[] = [];
	for (const asked of wordsOf(text)) {
		const { rows } = await client.query<{ word: string }>({
			name: 'begins',
			text: `select word from word where word collate "C" >= $1 and word collate "C" < $1 || chr(65535) limit 1`,
			values: [asked]
		});
		if (rows.length > 0) found.push(`'${asked}':*`);
		else {
			const limit = slips(asked);
			const { rows: near } = await client.query<{ word: string }>({
				name: 'slips',
				text: `select word from word where length(word) between length($1) - $2 and length($1) + $2
					and levenshtein_less_equal(word, $1, $2) <= $2`,
				values: [asked, limit]
			});
			if (limit === 0 || near.length === 0) found.push(`'\u{10ffff}'`);
			else found.push(`(${near.map(({ word }) => `'${word}'`).join(' | ')})`);
		}
	}
	return found;
}

function statementOf(query: Query, words: readonly string[]): { text: string; values: unknown[] } {
	const values: unknown[] = [];
	const put = (value: unknown) => `$${values.push(value)}`;
	const where = ['true'];
	if (words.length > 0) where.push(`words @@ ${put(words.join(' & '))}::tsquery`);
	const at = query.near && `${put(`(${onSphere(query.near.lat, query.near.lng).join()})`)}::cube`;
	if (at) {
		where.push('at is not null');
		if (query.withinKm !== null) {
			const chord = `${put(2 * Math.sin(Math.min(Math.PI, query.withinKm / radius) / 2))}::float8`;
			where.push(`at <@ cube_enlarge(${at}, ${chord}, 3)`, `cube_distance(at, ${at}) <= ${chord}`);
		}
	}
	const ranges = rangesOf(query);
	if (ranges)
		where.push(`n in (select s.n from unnest(${put(ranges.map(([from]) => new Date(from)))}::timestamptz[],
			${put(ranges.map(([, to]) => new Date(to)))}::timestamptz[]) r(low, high)
			join start s on s.at >= r.low and s.at < r.high)`);
	const asked = facets.filter((facet) => (query.facets[facet] ?? []).length > 0);
	const rule = new Map(
		asked.map((facet) => {
			const wanted = query.facets[facet]!;
			const any = facet === 'experience' ? [...wanted, 'any'] : wanted;
			return [facet, `${facet} ${facet === 'access' ? '@>' : '&&'} ${put(any)}::text[]`];
		})
	);
	const nearest = at && query.nearest !== null ? put(query.nearest) : null;
	const fitting = (but: Facet | null, base: string) => {
		const rules = asked.filter((facet) => facet !== but).map((facet) => rule.get(facet)!);
		const all = [...(base === 'entry' ? where : ['true']), ...rules].join(' and ');
		const order = nearest ? `order by at <-> ${at} limit ${nearest}` : '';
		return `select n, id, next, at, ${facets.join(', ')} from ${base} where ${all} ${order}`;
	};
	const disjunctive: Facet[] = asked.filter((facet) => facet !== 'access');
	// Counting without a facet starts from what fits the rest; once, when several need it. The nearest are
	// found by the index, which a list made before would hide.
	const base = query.counted && !nearest && disjunctive.length > 0 ? 'base' : 'entry';
	const tables = [
		base === 'base'
			? `base as materialized (select n, id, next, at, ${facets.join(', ')} from entry where ${where.join(' and ')})`
			: null,
		`fit as materialized (${fitting(null, base)})`
	].filter(Boolean);
	const counts = facets.map((facet) => {
		const of = disjunctive.includes(facet) ? `(${fitting(facet, base)}) of` : 'fit of';
		return `select '${facet}' facet, value, count(*) many from ${of}, unnest(of.${facet}) value group by value`;
	});
	const order =
		query.sort === 'distance' && at
			? `at <-> ${at}, id`
			: 'next nulls last, hashtext(id::text), id';
	const text = `with ${tables.join(', ')} select (select count(*) from fit) total,
		(select array_agg(id) from (select id from fit order by ${order} limit ${put(query.limit)}) page) ids
		${query.counted ? `, (select json_agg(c) from (${counts.join(' union all ')}) c) facets` : ''}`;
	return { text, values };
}

/** When a start may be, as moments: a window of the reader's week, for so many weeks as anything is ahead. */
function rangesOf(query: Query): [number, number][] | null {
	const { weekdays, from, to, startsWithin, now, zone } = query;
	const latest = startsWithin === null ? Infinity : now + startsWithin * 60_000 + 1;
	if (weekdays.length === 0 && from === null && to === null)
		return startsWithin === null ? null : [[now, latest]];
	const clock = clockOf(zone);
	const [begin, end] = [from ?? 0, to ?? 1440];
	const today = Math.floor((now + offsetAt(clock, now)) / day);
	const ranges: [number, number][] = [];
	for (let local = today - 1; local < today + 40; local++) {
		if (weekdays.length > 0 && !weekdays.includes((local + 4) % 7)) continue;
		const start = momentOf(clock, local * day + begin * 60_000);
		const stop = momentOf(clock, local * day + (end > begin ? end : end + 1440) * 60_000);
		if (stop > now && start < latest) ranges.push([start, Math.min(stop, latest)]);
	}
	return ranges;
}
