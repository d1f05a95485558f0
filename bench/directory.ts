/**
 * The search of the directory beside PostgreSQL, a search library and a plain scan, on generated
 * listings, with a fixed mix of 200 queries. Every answer must be the scan's. See bench/README.md.
 *
 *   npm run bench -- directory [--listings 20000] [--http: only the part over HTTP]
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openIndex, type DirectoryIndex } from '../src/lib/directory/server/search/index.ts';
import type { Entry, Found } from '../src/lib/directory/server/search/query.ts';
import { read, scanRead, type Read } from '../src/lib/directory/server/search/scan.ts';
import {
	atLeast,
	atMost,
	median,
	percentile,
	pinSelf,
	report,
	type Bar,
	type Figures
} from './harness.ts';
import { readCities } from './support/directory/cities.ts';
import { measureHttp } from './support/directory/http-bench.ts';
import { batches, listing } from './support/directory/listings.ts';
import { openMini } from './support/directory/minisearch.ts';
import { openPostgres } from './support/directory/postgres.ts';
import { now, queries, type Asked } from './support/directory/queries.ts';
import { buildFromTables } from './support/directory/store.ts';

/** What the bars of each size are; of other sizes nothing is asked but that every answer is right. */
const barsOf: Record<number, { p99: number; times: number; seconds?: number; megabytes?: number }> =
	{
		100_000: { p99: 1, times: 100, seconds: 3 },
		1_000_000: { p99: 5, times: 150, megabytes: 400 }
	};
const rounds = 5;

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;
/** Buffers are let go a moment after what held them. */
async function collect(): Promise<void> {
	for (let i = 0; i < 3; i++) {
		gc();
		await new Promise((resume) => setTimeout(resume, 50));
	}
}
const minute = 60_000;

interface Timed {
	/** Milliseconds of each query: the median of all rounds. */
	times: number[];
	all: number[];
	/** Of this thread's processor time. */
	perSecond: number;
}

function figuresOf({ times, all, perSecond }: Timed): Figures {
	return {
		'p50 ms': percentile(times, 0.5),
		'p99 ms': percentile(times, 0.99),
		'p99 ms, every single answer': percentile(all, 0.99),
		'queries per second': perSecond
	};
}

const processor = () => {
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1000;
};

/** Asks all of them, so many rounds after one that is not counted. */
function time(asked: readonly Asked[], answer: (one: Asked) => unknown, times = rounds): Timed {
	for (const one of asked) answer(one);
	const taken = asked.map((): number[] => []);
	const used = processor();
	for (let round = 0; round < times; round++)
		for (const [i, one] of asked.entries()) {
			const began = performance.now();
			answer(one);
			taken[i]!.push(performance.now() - began);
		}
	const spent = processor() - used;
	return {
		...{ times: taken.map(median), all: taken.flat() },
		perSecond: (asked.length * times * 1000) / spent
	};
}

async function buildIndex(many: number, pick: ReturnType<typeof readCities>['pick']) {
	const making = performance.now();
	for await (const _ of batches(many, pick));
	const made = performance.now() - making;
	await collect();
	const before = process.memoryUsage();
	const index = openIndex(now);
	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	const began = performance.now();
	await index.load(batches(many, pick));
	const seconds = (performance.now() - began - made) / 1000;
	delay.disable();
	await collect();
	const after = process.memoryUsage();
	const heap = (after.heapUsed - before.heapUsed) / 1e6;
	const buffers = (after.arrayBuffers - before.arrayBuffers) / 1e6;
	const figures = {
		...{ 'built in s': seconds, 'longest hold while building, ms': delay.max / 1e6 },
		...{ 'heap MB': heap, 'array buffers MB': buffers, 'bits MB': index.bytesOfBits / 1e6 },
		'own count MB': index.bytes / 1e6
	};
	return { index, figures, megabytes: heap + buffers + index.bytesOfBits / 1e6 };
}

/** A day passes, and somebody searches each minute: starts move on in between. */
function passDay(index: DirectoryIndex, asked: readonly Asked[]): number[] {
	return Array.from({ length: 1440 }, (_, n) => {
		const { query } = asked[n % asked.length]!;
		const began = performance.now();
		index.search({ ...query, now: now + n * minute });
		return performance.now() - began;
	});
}

/** How many answers are not the scan's, and how long the scan took for each. */
function compare(answers: readonly Found[], asked: readonly Asked[], reads: readonly Read[]) {
	const times: number[] = [];
	let wrong = 0;
	const used = processor();
	for (const [i, { kind, query }] of asked.entries()) {
		const began = performance.now();
		const expected = scanRead(reads, query);
		times.push(performance.now() - began);
		if (isDeepStrictEqual(answers[i], expected)) continue;
		wrong++;
		console.error(`not the scan’s answer: ${kind} ${JSON.stringify(query)}`);
	}
	const perSecond = (asked.length * 1000) / (processor() - used);
	return { wrong, timed: { times, all: times, perSecond } };
}

async function fromTables(many: number, pick: ReturnType<typeof readCities>['pick']) {
	return buildFromTables(batches(many, pick), now, (count) => {
		if (count !== many) throw new Error(`the index has ${count} of ${many} listings`);
	});
}

async function measure(many: number): Promise<void> {
	const { pick } = readCities();
	const asked = queries(pick);
	const postgres = await openPostgres(batches(many, pick), now);
	const isPinned = pinSelf();
	const { index, figures, megabytes } = await buildIndex(many, pick);
	const again = time(asked, ({ query }) => index.search(query));
	const timed = time(asked, ({ query }) => {
		// A change of nothing: whatever is known of facets from before is forgotten.
		index.remove([]);
		return index.search(query);
	});
	const answers = asked.map(({ query }) => index.search(query));
	const day = passDay(index, asked);

	const fewer = many > 200_000 ? asked.filter((_, i) => i % 5 === 0) : asked;
	const waited: number[] = [];
	let [same, began] = [0, 0];
	let used: number | null = null;
	for (let round = 0; round < 2; round++) {
		[same, began] = [0, performance.now()];
		used = postgres.used();
		for (const [i, one] of fewer.entries()) {
			const start = performance.now();
			const { total } = await postgres.search(one.query);
			if (round > 0) waited.push(performance.now() - start);
			if (total === answers[asked.indexOf(fewer[i]!)]!.total) same++;
		}
	}
	const spent = used === null ? performance.now() - began : postgres.used()! - used;
	const ofPostgres = (fewer.length * 1000) / spent;
	await postgres.close();

	const entries: Entry[] = Array.from({ length: many }, (_, n) => listing(n, pick));
	const words = new Map<string, string>();
	const kept = (word: string) => words.get(word) ?? (words.set(word, word), word);
	const reads = entries.map((entry) => {
		const one = read(entry);
		return { entry, words: one.words.map(kept) };
	});
	const { wrong, timed: scanned } = compare(
		fewer.map((one) => answers[asked.indexOf(one)]!),
		...([fewer, reads] as const)
	);
	const mini = many > 200_000 ? null : openMini(entries);
	const ofMini = mini && time(fewer, ({ query }) => mini.search(query), 1);

	const tables = many > 200_000 ? null : await fromTables(many, pick);

	const bars: Bar[] = [atMost('answers that are not the scan’s', wrong, 0)];
	const bar = barsOf[many];
	if (bar) {
		bars.push(atMost('p99 in ms', percentile(timed.times, 0.99), bar.p99));
		bars.push(
			atLeast('times PostgreSQL’s queries per second', timed.perSecond / ofPostgres, bar.times)
		);
		if (bar.seconds && tables)
			bars.push(atMost('built from PostgreSQL in s', tables.seconds, bar.seconds));
		if (bar.megabytes) bars.push(atMost('more memory than without, MB', megabytes, bar.megabytes));
	}
	report({
		name: `directory, ${many} listings`,
		figures: {
			...{ pinned: isPinned, queries: asked.length, 'compared with the scan': fewer.length },
			...figuresOf(timed),
			...{ 'queries per second when asked again': again.perSecond },
			...{ 'p99 ms while a day passes': percentile(day, 0.99), longest: Math.max(...day) },
			...figures,
			...(tables && {
				'built from PostgreSQL in s': tables.seconds,
				'of it, of this process’s processor, s': tables.processorSeconds
			})
		},
		baselines: {
			'PostgreSQL, full text and GiST': {
				...{ 'p50 ms': percentile(waited, 0.5), 'p99 ms': percentile(waited, 0.99) },
				...{ 'queries per second': ofPostgres, 'built in s': postgres.built },
				'same totals, of all': same / fewer.length
			},
			'straight scan': figuresOf(scanned),
			...(ofMini && { 'MiniSearch with filters': figuresOf(ofMini) })
		},
		bars
	});
}

const { values } = parseArgs({
	options: { listings: { type: 'string' }, http: { type: 'boolean' } }
});
const sizes = values.listings ? [Number(values.listings)] : [100_000, 1_000_000];
if (!values.http) for (const many of sizes) await measure(many);
await measureHttp(sizes[0]!);
