import { describe, expect, it } from 'vitest';
import { say } from '#lib/words/words.ts';
import { after, day, hour, minute } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { anAccount } from '#test/support/gathering.ts';
import { openWorld } from '#test/support/world.ts';
import { MOST_NOTICES, NOTICE_KINDS, NOTICES_KEPT } from '../notices.ts';
import * as notices from './notices.ts';

const world = await openWorld();

async function somebody() {
	const accountId = await anAccount(world);
	return { accountId, ctx: world.asAccount(accountId) };
}
const news = (accountId: string, more: Partial<notices.News> = {}): notices.News => ({
	...{ accountId, kind: 'day', about: newId(), once: newId() },
	...{ until: after(world.clock.now(), day), ...more }
});
const told = (...all: notices.News[]) =>
	inTransaction(world.system, (system) => notices.tell(system, all));
const kinds = async (ctx: Ctx) => (await notices.mine(ctx)).map(({ kind, isNew }) => [kind, isNew]);

describe('being told something', () => {
	it('counts until it is seen, and leads to its page', async () => {
		const { accountId, ctx } = await somebody();
		const about = newId();
		await told(news(accountId, { about }));
		expect(await notices.unseen(ctx)).toBe(1);
		const [one] = await notices.mine(ctx);
		expect(one).toMatchObject({ kind: 'day', href: `/meetings/${about}`, isNew: true });
		await notices.see(ctx, { upTo: one!.madeAt });
		await notices.see(ctx, { upTo: one!.madeAt });
		expect(await notices.unseen(ctx)).toBe(0);
		expect(await kinds(ctx)).toEqual([['day', false]]);
	});

	it('leaves new what came after the page was read', async () => {
		const { accountId, ctx } = await somebody();
		await told(news(accountId));
		const [one] = await notices.mine(ctx);
		world.clock.pass(minute);
		await told(news(accountId, { kind: 'moved' }));
		await notices.see(ctx, { upTo: one!.madeAt });
		expect(await kinds(ctx)).toEqual([
			['moved', true],
			['day', false]
		]);
	});

	it('is once for the same thing, however often and at once it is told', async () => {
		const { accountId, ctx } = await somebody();
		const same = news(accountId);
		const counts = await Promise.all(Array.from({ length: 6 }, () => told(same)));
		expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
		expect(await kinds(ctx)).toHaveLength(1);
	});

	it('ends when it is no longer true', async () => {
		const { accountId, ctx } = await somebody();
		const other = await somebody();
		const about = newId();
		await told(news(accountId, { about }), news(other.accountId, { about }), news(accountId));
		await inTransaction(world.system, (system) =>
			notices.takeBack(system, { about, kinds: ['day'], accountId })
		);
		expect(await notices.unseen(ctx)).toBe(1);
		expect(await notices.unseen(other.ctx)).toBe(1);
		world.clock.pass(day);
		expect(await notices.unseen(ctx)).toBe(0);
		expect(await kinds(ctx)).toEqual([]);
	});

	it(`keeps at most ${MOST_NOTICES}, the newest, for ${NOTICES_KEPT} days`, async () => {
		const { accountId, ctx } = await somebody();
		const until = after(world.clock.now(), 60 * day);
		await told(...Array.from({ length: MOST_NOTICES }, () => news(accountId, { until })));
		world.clock.pass(minute);
		await told(news(accountId, { until, kind: 'cover' }));
		const all = await kinds(ctx);
		expect(all).toHaveLength(MOST_NOTICES);
		expect(all[0]).toEqual(['cover', true]);
		world.clock.pass(NOTICES_KEPT * day - hour);
		await notices.sweep(world.system);
		expect(await kinds(ctx)).toHaveLength(MOST_NOTICES);
		world.clock.pass(2 * hour);
		await notices.sweep(world.system);
		expect(await kinds(ctx)).toEqual([]);
	});

	it('is one person’s own: nobody else reads, sees or writes it', async () => {
		const { accountId, ctx } = await somebody();
		const other = await somebody();
		await told(news(accountId));
		const [one] = await notices.mine(ctx);
		expect(await notices.mine(other.ctx)).toEqual([]);
		await notices.see(other.ctx, { upTo: one!.madeAt });
		expect(await notices.unseen(ctx)).toBe(1);
		expect(await notices.unseen(world.nobody)).toBe(0);
		await expect(notices.mine(world.nobody)).rejects.toMatchObject({ code: 'sign_in_first' });
		await expect(notices.tell(other.ctx, [news(accountId)])).rejects.toMatchObject({
			code: 'not_found'
		});
		const rows = await inTransaction(other.ctx, ({ db }) =>
			db.selectFrom('notice').selectAll().execute()
		);
		expect(rows).toEqual([]);
	});
});

it('says nothing to somebody who looks at the screen', () => {
	const telling = /group|harm|violence|trauma|support|survivor|facilitat|abuse/i;
	for (const kind of NOTICE_KINDS) expect(say(`notices.kind.${kind}`)).not.toMatch(telling);
});
