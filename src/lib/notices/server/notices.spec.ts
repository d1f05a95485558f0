import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { say } from '#lib/words/words.ts';
import { after, day, hour, minute } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { person } from '#test/support/accounts.ts';
import { anAccount, gather } from '#test/support/gathering.ts';
import { openWorld } from '#test/support/world.ts';
import { MOST_NOTICES, NOTICE_KINDS, NOTICES_KEPT, TOPICS } from '../notices.ts';
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

	it('is counted with the login of whoever looks as it is alone', async () => {
		const { accountId, ctx, login } = await person(world);
		const withLogin = async () =>
			(await accounts.identify(world.db, world.keys, login, world.clock.now()))!.unseen;
		expect(await withLogin()).toBe(0);
		const soonOver = after(world.clock.now(), minute);
		await told(news(accountId), news(accountId, { kind: 'called_off' }));
		await told(news(accountId, { kind: 'moved', until: soonOver }));
		expect(await withLogin()).toBe(3);
		world.clock.pass(2 * minute);
		await notices.choose(ctx, { topics: [] });
		expect([await withLogin(), await notices.unseen(ctx)]).toEqual([1, 1]);
		const [one] = await notices.mine(ctx);
		await notices.see(ctx, { upTo: one!.madeAt });
		expect([await withLogin(), await notices.unseen(ctx)]).toEqual([0, 0]);
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

	it('leaves new what stands on another page', async () => {
		const { accountId, ctx } = await somebody();
		await told(news(accountId));
		world.clock.pass(minute);
		await told(news(accountId, { kind: 'moved' }));
		const [newest] = await notices.mine(ctx);
		await notices.see(ctx, { upTo: newest!.madeAt, from: newest!.madeAt });
		expect(await kinds(ctx)).toEqual([
			['moved', false],
			['day', true]
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

describe('what somebody does not want to be told', () => {
	it('is not told and not shown, also what was told before; the rest is', async () => {
		const { accountId, ctx } = await somebody();
		await told(news(accountId), news(accountId, { kind: 'called_off' }));
		await notices.choose(ctx, { topics: [] });
		await notices.choose(ctx, { topics: [] });
		expect(await notices.unseen(ctx)).toBe(1);
		await told(news(accountId, { kind: 'hour' }), news(accountId, { kind: 'moved' }));
		expect((await kinds(ctx)).map(([kind]) => kind).sort()).toEqual(['called_off', 'moved']);
		await Promise.all([1, 2].map(() => notices.choose(ctx, { topics: ['reminders'] })));
		// What was not told while it was off does not come back.
		expect(await notices.unseen(ctx)).toBe(3);
		await told(news(accountId, { kind: 'hour' }));
		expect(await notices.unseen(ctx)).toBe(4);
	});

	it('can be turned off topic by topic, at one press, and leaves the others as they are', async () => {
		const { ctx } = await somebody();
		await Promise.all([notices.turnOff(ctx, 'later'), notices.turnOff(ctx, 'later')]);
		await notices.turnOff(ctx, 'later');
		expect(await notices.choice(ctx)).toEqual([
			{ topic: 'reminders', isOn: true },
			{ topic: 'later', isOn: false }
		]);
		await expect(notices.turnOff(world.nobody, 'later')).rejects.toMatchObject({
			code: 'sign_in_first'
		});
	});

	it('is theirs to choose: questions for whoever may lead, changes for nobody', async () => {
		const { accountId, ctx } = await somebody();
		const other = await somebody();
		const topics = (isOn: boolean) => [
			{ topic: 'reminders', isOn },
			{ topic: 'later', isOn }
		];
		expect(await notices.choice(ctx)).toEqual(topics(true));
		await notices.choose(ctx, { topics: [] });
		expect(await notices.choice(ctx)).toEqual(topics(false));
		expect(await notices.choice(other.ctx)).toEqual(topics(true));
		const leads = world.asAccount(accountId, 'facilitator');
		expect(await notices.choice(leads)).toEqual([
			{ topic: 'reminders', isOn: false },
			{ topic: 'questions', isOn: true },
			{ topic: 'later', isOn: false }
		]);
		await notices.choose(leads, { topics: ['reminders'] });
		await told(news(accountId, { kind: 'cover' }), news(accountId, { kind: 'cover_off' }));
		expect(await kinds(leads)).toEqual([['cover_off', true]]);
		await expect(notices.choice(world.nobody)).rejects.toMatchObject({ code: 'sign_in_first' });
		await expect(notices.choose(world.nobody, { topics: [] })).rejects.toMatchObject({
			code: 'sign_in_first'
		});
		for (const kind of ['moved', 'called_off', 'times', 'follow_up'])
			expect(Object.values(TOPICS).flat()).not.toContain(kind);
	});
});

describe('whoever belongs to a group no more', () => {
	it('finds nothing of it that was told before, and all of others', async () => {
		const gathering = await gather(world, ['Fern', 'Tide']);
		const { groupId, meetingId: about, who } = gathering;
		const { ctx, accountId, membershipId } = who('Fern');
		const tide = who('Tide');
		await told(
			...(['day', 'moved'] as const).map((kind) => news(accountId, { kind, about })),
			news(accountId, { kind: 'times', about: groupId }),
			...[news(accountId, { kind: 'called_off' }), news(tide.accountId, { about })]
		);
		expect(await notices.unseen(ctx)).toBe(4);
		await inTransaction(world.system, ({ db }) =>
			db
				.updateTable('membership')
				.set({ ended_at: world.clock.now(), ended_why: 'left' })
				.where('membership_id', '=', membershipId)
				.execute()
		);
		expect(await kinds(ctx)).toEqual([['called_off', true]]);
		expect(await notices.unseen(tide.ctx)).toBe(1);
	});

	it('or ended the account leaves nothing', async () => {
		const { accountId, ctx } = await somebody();
		await told(news(accountId));
		await notices.choose(ctx, { topics: [] });
		const left = await inTransaction(world.system, async ({ db }) => {
			await sql`update account set ended_at = ${world.clock.now()}, name_mac = null, name_box = null,
				passphrase_hash = null, account_key = null, kek_id = null
				where account_id = ${accountId}`.execute(db);
			const { rows } = await sql`select account_id from notice where account_id = ${accountId}
				union all select account_id from notice_choice where account_id = ${accountId}`.execute(db);
			return rows;
		});
		expect(left).toEqual([]);
	});
});

it('says nothing to somebody who looks at the screen', () => {
	const telling =
		/group|harm|violence|trauma|support|survivor|facilitat|abuse|therap|safe|removed/i;
	for (const kind of NOTICE_KINDS) expect(say(`notices.kind.${kind}`)).not.toMatch(telling);
});
