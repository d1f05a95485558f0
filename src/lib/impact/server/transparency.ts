import { sql, type RawBuilder } from 'kysely';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import * as org from '#lib/org/server/org.ts';
import { targets } from '#lib/safety/safety.ts';
import { after, day } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { allow, notFound } from '#server/errors.ts';
import { halfBounds, halvesOver } from '../halves.ts';
import type { Audience, Half } from '../impact.ts';
import {
	partsNames,
	shownHalf,
	type HalfPage,
	type HalfTotals,
	type Whole
} from '../transparency.ts';
import { canPublish, canSeeProgramme } from './policy.ts';

/** After this all that came on the last day could have been looked at in time. */
const SETTLED = 2 * day;

const count = z.number().int().min(0);
const Counts = z.object({ many: count, people: count });
const Totals = z.object({
	version: z.literal(1),
	figures: z.partialRecord(
		z.enum(partsNames),
		z.object({ all: Counts, parts: z.record(z.string(), Counts) })
	)
});

interface Row {
	/** The part; null for all of them. */
	part: string | null;
	many: number;
	people: number;
}

/** Counts rows `(part, whose)`, part by part and all together. */
async function counted({ db }: Ctx, rows: RawBuilder<unknown>): Promise<Whole> {
	const { rows: lines } = await sql<Row>`
		select part, count(distinct what)::int as many, count(distinct whose)::int as people
		from (${rows}) t group by grouping sets ((), (part))
		order by grouping(part) desc`.execute(db);
	const [all, ...each] = lines.map(({ part, many, people }) => ({ part, many, people }));
	return {
		all: { many: all?.many ?? 0, people: all?.people ?? 0 },
		parts: Object.fromEntries(each.map(({ part, many, people }) => [part!, { many, people }]))
	};
}

/** Counts half a year. Needs the system's sight of all groups. */
async function countHalf(
	system: Ctx,
	{ from, until }: { from: Date; until: Date }
): Promise<HalfTotals> {
	const within = (column: RawBuilder<unknown>) =>
		sql`${column} >= ${from} and ${column} < ${until}`;
	const reports = (part: RawBuilder<unknown>, where: RawBuilder<unknown> = sql`true`) => sql`
		select ${part} as part, r.report_id as what, m.account_id as whose
		from report r join membership m on m.membership_id = r.reporter_id
		where ${within(sql`r.made_at`)} and ${where}`;
	const onTime = (priority: 1 | 2 | 3) =>
		reports(
			sql`case when least(r.opened_at, r.decided_at)
				<= r.made_at + make_interval(mins => ${targets[priority]}::int) then 'within' else 'late' end`,
			sql`r.priority = ${priority}`
		);
	const decisions = (part: RawBuilder<unknown>, at: RawBuilder<unknown> = sql`d.made_at`) => sql`
		select ${part} as part, d.decision_id as what, m.account_id as whose
		from decision d join membership m using (membership_id) where ${within(at)}`;
	return {
		reports_of: await counted(system, reports(sql`r.of`)),
		reports_priority: await counted(
			system,
			reports(sql`(array['first', 'second', 'third'])[r.priority]`)
		),
		first_on_time: await counted(system, onTime(1)),
		second_on_time: await counted(system, onTime(2)),
		third_on_time: await counted(system, onTime(3)),
		without: await counted(
			system,
			reports(sql`r.decision`, sql`r.decision in ('no_step', 'passed_on')`)
		),
		decisions_step: await counted(system, decisions(sql`d.step`)),
		decisions_reason: await counted(system, decisions(sql`d.reason`)),
		appeals: await counted(system, decisions(sql`coalesce(d.answer, 'open')`, sql`d.appealed_at`)),
		opened: await counted(
			system,
			sql`select a.by_role as part, a.seq as what, w.whose
				from audit a cross join lateral unnest(a.about) as w (whose)
				where a.kind in ('words_opened', 'appeal_opened') and ${within(sql`a.at`)}`
		)
	};
}

/** When anything of this was first noted; null when nothing ever was. */
async function firstAt({ db }: Ctx): Promise<Date | null> {
	const { rows } = await sql<{ at: Date | null }>`select min(made_at) as at from report`.execute(
		db
	);
	return rows[0]?.at ?? null;
}

/**
 * Publishes every half-year that is over and was not published yet. Each is computed once: what is deleted later
 * does not move it, because the difference would tell about one person. Safe to run at any time, twice, and in
 * several processes. Answers those it published.
 */
export async function publishHalves(ctx: Ctx): Promise<Half[]> {
	allow(canPublish(ctx.actor));
	const organisation = await org.organisation(ctx);
	if (!organisation) return [];
	const zone = organisation.timeZone;
	return asSystem(ctx, 'impact: half-years that are over', async (tx) => {
		await sql`select pg_advisory_xact_lock(hashtextextended('impact: half-years', 0))`.execute(
			tx.db
		);
		const first = await firstAt(tx);
		const done = new Set(await publishedHalves(tx));
		const over = first ? halvesOver(first, after(tx.now(), -SETTLED), zone) : [];
		const due = over.filter((half) => !done.has(half)).reverse();
		for (const half of due) {
			const figures = await countHalf(tx, halfBounds(half, zone));
			await sql`
				insert into published_half (half, figures, published_at)
				values (${half}, ${JSON.stringify({ version: 1, figures })}, ${tx.now()})`.execute(tx.db);
		}
		return due;
	});
}

async function publishedHalves({ db }: Ctx): Promise<Half[]> {
	const { rows } = await sql<{ half: Half }>`
		select half from published_half order by half desc`.execute(db);
	return rows.map(({ half }) => half);
}

/**
 * The newest half-year, or the one asked for: rounded and without small numbers for everyone, finer for
 * coordinators. @throws not_found for an unknown one, before the set-up, and inside for everybody else
 */
export async function transparency(
	ctx: Ctx,
	{ audience, half }: { audience: Audience; half?: Half | null }
): Promise<HalfPage> {
	allow(audience === 'outside' || canSeeProgramme(ctx.actor));
	const organisation = await org.organisation(ctx);
	if (!organisation) throw notFound();
	const { isDemonstration } = organisation;
	return asSystem(ctx, 'impact: totals that were published', async (tx) => {
		const halves = await publishedHalves(tx);
		const chosen = half ?? halves[0] ?? null;
		if (chosen === null) return { audience, halves, half: null, figures: [], isDemonstration };
		const { rows } = await sql<{ figures: unknown }>`
			select figures from published_half where half = ${chosen}`.execute(tx.db);
		if (!rows[0]) throw notFound();
		const { figures } = Totals.parse(rows[0].figures);
		return {
			audience,
			halves,
			half: chosen,
			figures: shownHalf(figures, audience),
			isDemonstration
		};
	});
}

/** The same as a file: what is not shown is empty and named so; a zero is a zero. */
export function transparencyCsv({ half, figures }: HalfPage): string {
	const lines = figures.flatMap(({ name, all, parts: each }) => [
		{ half, figure: name, part: 'all', value: all, shown: all !== null },
		...each.map(({ name: part, value }) => ({
			...{ half, figure: name, part, value, shown: value !== null }
		}))
	]);
	return stringify(lines, {
		header: true,
		columns: ['half', 'figure', 'part', 'value', 'shown'],
		cast: { boolean: (value) => (value ? 'yes' : 'no') }
	});
}
