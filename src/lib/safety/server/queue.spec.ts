import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { gather } from '#test/support/gathering.ts';
import { manyReports } from '#test/support/reports.ts';
import { openWorld } from '#test/support/world.ts';
import * as safety from './safety.ts';

const world = await openWorld();
const begin = new Date('2026-11-01T10:00:00Z');

async function pagesOf(ctx: Ctx, groupId: string): Promise<string[][]> {
	const pages: string[][] = [];
	for (let after: string | null = null; ;) {
		const page: Awaited<ReturnType<typeof safety.reports>> = await safety.reports(
			ctx,
			groupId,
			after
		);
		expect(page.isFirst).toBe(after === null);
		pages.push(page.reports.map(({ reportId }) => reportId));
		if (!page.next) return pages;
		after = page.next;
	}
}
const decided = (ids: readonly string[], at: Date) =>
	inTransaction(world.system, ({ db }) =>
		sql`update report set decision = 'talked', decided_at = ${at}
			where report_id = any(${ids}::uuid[])`.execute(db)
	);

test('the queue comes a page at a time: what waits first, the urgent and the oldest of it first', async () => {
	const gathering = await gather(world, ['Fern']);
	const mara = gathering.who('Mara').ctx;
	const priorities = Array.from({ length: 63 }, (_, i) => (i % 3) + 1);
	const ids = await manyReports(world, gathering, priorities, begin);
	// Decided at one moment, too: nothing is lost or shown twice between pages.
	const later = ids.filter((_, i) => i % 7 === 0);
	await decided(later, new Date(begin.getTime() + 3_600_000));
	const of = (priority: number) =>
		ids.filter((id, i) => priorities[i] === priority && !later.includes(id));
	const pages = await pagesOf(mara, gathering.groupId);
	expect(pages.map(({ length }) => length)).toEqual([25, 25, 13]);
	expect(pages.flat()).toEqual([...of(1), ...of(2), ...of(3), ...later.toSorted()]);
});

test('what is decided while somebody reads is neither lost nor in between', async () => {
	const gathering = await gather(world, ['Fern']);
	const mara = gathering.who('Mara').ctx;
	const ids = await manyReports(world, gathering, Array<number>(30).fill(2), begin);
	const first = await safety.reports(mara, gathering.groupId);
	await decided(ids.slice(0, 3), world.clock.now());
	const second = await safety.reports(mara, gathering.groupId, first.next);
	expect(second.reports.map(({ reportId }) => reportId)).toEqual([
		...ids.slice(25),
		...ids.slice(0, 3).toSorted()
	]);
	expect(second.next).toBeNull();
});

test('a place that is none reads as the beginning', async () => {
	const gathering = await gather(world, ['Fern']);
	const mara = gathering.who('Mara').ctx;
	const [only] = await manyReports(world, gathering, [1], begin);
	for (const after of ['', 'x', 'w9.0.0', `w1.zz.nothing`, `d.${'z'.repeat(40)}.${only}`, null]) {
		const page = await safety.reports(mara, gathering.groupId, after);
		expect(page.reports.map(({ reportId }) => reportId)).toEqual([only]);
	}
});
