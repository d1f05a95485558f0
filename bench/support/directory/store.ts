import pg from 'pg';
import { liveIndex } from '../../../src/lib/directory/server/live.ts';
import type { Entry } from '../../../src/lib/directory/server/search/query.ts';
import type { Ctx } from '../../../src/server/ctx.ts';
import { openPool } from '../../../src/server/db/pool.ts';
import { openKeyRing } from '../../../src/server/keyring.ts';
import { besideSelf } from '../../harness.ts';
import { openOwnDatabase } from '../own-database.ts';

/** How long the product's own index takes from its own tables, as a process that starts builds it. */
export async function buildFromTables(
	batches: AsyncIterable<readonly Entry[]>,
	now: number,
	check: (count: number) => void
): Promise<{ seconds: number; processorSeconds: number }> {
	const database = await besideSelf(() => openOwnDatabase(new Date(now)));
	await fill(database.ownerUrl, batches, now);
	const pool = openPool(database.url);
	const ctx: Ctx = {
		...{ db: pool.db, actor: { kind: 'system', job: 'bench' }, now: () => new Date(now) },
		keys: openKeyRing(database.keyFile)
	};
	const [began, used] = [performance.now(), process.threadCpuUsage()];
	const live = liveIndex(ctx);
	await live.ready();
	const { user, system } = process.threadCpuUsage(used);
	const seconds = (performance.now() - began) / 1000;
	check(
		live.count({
			...{ now, zone: 'UTC', words: '', near: null, withinKm: null, nearest: null, weekdays: [] },
			...{ from: null, to: null, startsWithin: null, facets: {}, sort: 'next', limit: 1 },
			...{ after: null, counted: false }
		})
	);
	await pool.close();
	await database.close();
	return { seconds, processorSeconds: (user + system) / 1e6 };
}

/** Straight into the tables: how an import goes is measured elsewhere. */
export async function fill(
	url: string,
	batches: AsyncIterable<readonly Entry[]>,
	now: number
): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	// The owner is bound by the policies as well; the statements here are nobody's.
	await client.query('alter table listing no force row level security');
	await client.query('alter table directory_source no force row level security');
	const { rows } = await client.query<{ source_id: string }>(
		`insert into directory_source (name, format, made_at, confirmed_at)
		values ('bench', 'csv', $1, $1) returning source_id`,
		[new Date(now)]
	);
	for await (const batch of batches)
		await client.query({
			name: 'fill',
			text: `insert into listing (listing_id, source_id, source_key, digest, name, description,
				experiences, audiences, languages, access, cost, openness, led_by, mode, place,
				place_precision, latitude, longitude, joining, times, made_at, changed_at)
				select listing_id, $2, listing_id, '', name, description, experiences, audiences,
				languages, access, cost, openness, led_by, mode, place, 'exact', latitude, longitude,
				joining, times, $3, $3 from jsonb_to_recordset($1::jsonb) as r (listing_id uuid,
				name text, description text, experiences text[], audiences text[], languages text[],
				access text[], cost text, openness text, led_by text, mode text, place jsonb,
				latitude float8, longitude float8, joining jsonb, times jsonb)`,
			values: [JSON.stringify(batch.map(rowOf)), rows[0]!.source_id, new Date(now)]
		});
	await client.query('alter table listing force row level security');
	await client.query('alter table directory_source force row level security');
	await client.query('vacuum analyze');
	await client.end();
}

function rowOf({ id, text, facets, at, times }: Entry) {
	const words = text.split(' ');
	const modes = facets.mode!;
	return {
		...{ listing_id: id, name: words.slice(0, 2).join(' '), description: words.slice(2).join(' ') },
		...{ experiences: facets.experience, audiences: facets.audience, languages: facets.language },
		...{ access: facets.access, cost: facets.cost?.[0] ?? null, openness: facets.open![0] },
		...{
			led_by: facets.led_by?.[0] ?? null,
			latitude: at?.lat ?? null,
			longitude: at?.lng ?? null
		},
		mode: modes.includes('hybrid') ? 'hybrid' : modes[0],
		...{ place: { name: words[2], city: words[3], country: 'US' } },
		joining: { phone: modes.includes('phone') ? '+10000000' : null },
		times: times.map((time) => ({ ...time, minutes: 60 }))
	};
}
