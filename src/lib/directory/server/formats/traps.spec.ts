import { describe, expect, it } from 'vitest';
import { bmltTraps } from '#test/support/feeds/bmlt.ts';
import { readAll } from '#test/support/feeds/bytes.ts';
import { hsdsTraps } from '#test/support/feeds/hsds.ts';
import { meetingGuideTraps } from '#test/support/feeds/meeting-guide.ts';
import { expectedReasons, feedOf, reasonsOf } from '#test/support/feeds/traps.ts';

const feeds = {
	'meeting-guide': { traps: meetingGuideTraps, wrap: (rows: unknown[]) => rows },
	bmlt: { traps: bmltTraps, wrap: (rows: unknown[]) => ({ formats: [{ id: 1 }], meetings: rows }) },
	hsds: { traps: hsdsTraps, wrap: (rows: unknown[]) => ({ total_items: 1, contents: rows }) }
} as const;

describe.each(Object.entries(feeds))('a %s feed with every trap', (format, { traps, wrap }) => {
	const times = Math.ceil(330 / traps.length);
	const feed = feedOf(traps, times);
	const read = readAll(format as keyof typeof feeds, JSON.stringify(wrap(feed.rows)));

	it('has at least 300 rows, and every one of them is answered', async () => {
		expect(feed.rows.length).toBeGreaterThanOrEqual(300);
		expect((await read).map(({ row }) => row)).toEqual(feed.rows.map((_, index) => index + 1));
	});

	it('reports exactly the problems that are in it', async () => {
		const expected = expectedReasons(feed.traps);
		const repeats = traps.some(({ name }) => name === 'twice') ? { key_repeated: times - 1 } : {};
		expect(reasonsOf(await read)).toEqual({ ...expected, ...repeats });
	});

	it('takes in every row but those without an identity, a name, or a meeting', async () => {
		const taken = (await read).map(({ listing }) => listing !== null);
		const seen = new Set<string>();
		expect(taken).toEqual(
			feed.traps.map(({ name, isRefused }) => {
				const isAgain = name === 'twice' && seen.has(name);
				seen.add(name);
				return !isRefused && !isAgain;
			})
		);
	});

	it.each(traps.filter(({ says }) => says).map((trap) => [trap.name, trap] as const))(
		'reads what is meant: %s',
		async (_name, trap) => {
			const index = feed.traps.indexOf(trap);
			expect((await read)[index]!.listing).toMatchObject(trap.says!);
		}
	);

	it('keeps the identity of a refused row, unless the source itself takes it back', async () => {
		const isBack = (reason: string) =>
			['not_meeting', 'not_published', 'not_a_listing'].includes(reason);
		for (const { listing, key, problems } of await read) {
			if (listing) continue;
			const reasons = problems.map(({ reason }) => reason);
			const isKnown = !reasons.some(isBack) && !reasons.includes('key_missing');
			expect([reasons, key !== null]).toEqual([reasons, isKnown]);
		}
	});

	it('takes in no contact of anybody', async () => {
		expect(JSON.stringify((await read).map(({ listing }) => listing))).not.toMatch(/Persona|ann@/i);
	});
});
