import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { strategyOf, type Symptom } from '#lib/coping/coping.ts';
import { TriedInput } from '#lib/coping/practices.ts';
import * as coping from '#lib/coping/server/coping.ts';
import * as wellbeing from '#lib/wellbeing/server/wellbeing.ts';
import { hour } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { anAccount } from '#test/support/gathering.ts';
import { heldMeeting } from '#test/support/attendance.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import * as impact from './impact.ts';

const world = await openWorld();
const { page: senses } = strategyOf('ground-54321')!;

async function trier(consents = true): Promise<Ctx> {
	const ctx = world.asAccount(await anAccount(world));
	if (consents) await wellbeing.giveConsent(ctx, 'what_helped');
	return ctx;
}
const tries = (ctx: Ctx, before: number, after: number | '', symptom: Symptom | '' = 'panic') =>
	coping.practise(
		ctx,
		senses,
		TriedInput.parse({
			...{ once: newId(), symptom, before: String(before), after: String(after) }
		})
	);
const many = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
	Promise.all(Array.from({ length: count }, (_, index) => make(index)));
const here = async () => {
	world.clock.pass(hour);
	return impact.helpedHere(world.nobody);
};
const stored = () =>
	inTransaction(world.system, async ({ db }) => {
		const { rows } = await sql<{ helped: unknown }>`
			select figures->'helped' as helped from published_quarter order by quarter desc limit 1`.execute(
			db
		);
		return rows[0]?.helped;
	});

let people: Ctx[];
beforeAll(async () => {
	world.clock.set('2026-07-06T09:00:00Z');
	await organisation(world, { timeZone: 'UTC' });
	const made = await group(world);
	const startedAt = new Date('2026-07-07T18:00:00Z');
	const facilitators = made.facilitators.map(({ membershipId }) => membershipId);
	await heldMeeting(world, { groupId: made.groupId, startedAt, facilitators, members: [] });
});

describe('what helped people here', () => {
	test('is said of nothing before a quarter was published', async () => {
		people = await many(32, () => trier());
		await many(people.length, (n) => tries(people[n]!, 8, n < 20 ? 6 : 8));
		expect(await here()).toBeNull();
	});

	test('counts who agreed, who said both numbers and what it was for, and nobody else', async () => {
		const silent = await many(15, () => trier(false));
		await many(silent.length, (n) => tries(silent[n]!, 9, 1));
		const unsaid = await many(15, () => trier());
		await many(5, (n) => tries(unsaid[n]!, 9, ''));
		await many(5, (n) => tries(unsaid[n + 5]!, 9, 1, ''));
		// A group’s own strategy stands in no library.
		const own = { id: newId(), symptoms: ['panic' as const] };
		const input = { once: newId(), symptom: 'panic' as const, before: 9, after: 1, ask: false };
		await many(5, (n) => coping.keepTry(unsaid[n + 10]!, own, { ...input, once: newId() }));
		const changed = await trier();
		await tries(changed, 9, 1);
		await wellbeing.revokeConsent(changed, 'what_helped');
		// Consent to one thing is none to another.
		const other = await trier(false);
		await wellbeing.giveConsent(other);
		await tries(other, 9, 1);
		world.clock.set('2026-10-01T00:00:00Z');
		await tries(people[0]!, 9, 9);
		await Promise.all([1, 2].map(() => impact.publishClosedQuarters(world.system)));
		expect(await stored()).toEqual([
			{ strategy: 'ground-54321', symptom: 'panic', people: 32, helped: 20 }
		]);
	});

	test('says rounded numbers with their interval, to anybody', async () => {
		const shown = await here();
		expect(shown).toMatchObject({
			...{ from: new Date('2025-10-01T00:00:00Z'), until: new Date('2026-10-01T00:00:00Z') },
			rows: [{ strategy: 'ground-54321', symptom: 'panic', people: 30, helped: 20 }]
		});
		const { low, high } = shown!.rows[0]!.interval;
		expect([low, high].map((end) => Math.round(end * 100))).toEqual([49, 81]);
	});

	test('does not move when somebody deletes a try, takes their yes back, or is gone', async () => {
		const before = await here();
		const [first] = await coping.tries(people[1]!);
		await coping.forget(people[1]!, first!.practiceId);
		await wellbeing.revokeConsent(people[2]!, 'what_helped');
		await inTransaction(world.system, ({ db }) =>
			sql`update account set account_key = null, kek_id = null, name_mac = null, name_box = null,
				passphrase_hash = null, ended_at = now()
				where account_id = ${people[3]!.actor.kind === 'account' ? people[3]!.actor.accountId : ''}`.execute(
				db
			)
		);
		await impact.publishClosedQuarters(world.system);
		expect(await here()).toEqual(before);
	});

	test('is counted anew for the next quarter, of those who agree then, by their latest try', async () => {
		world.clock.set('2026-12-30T12:00:00Z');
		await many(5, (n) => tries(people[10 + n]!, 8, 8));
		world.clock.set('2027-01-01T00:00:00Z');
		await impact.publishClosedQuarters(world.system);
		// Without those three; the first and five more feel no better by now.
		expect(await stored()).toEqual([
			{ strategy: 'ground-54321', symptom: 'panic', people: 29, helped: 11 }
		]);
	});

	test('forgets what is longer ago than a year', async () => {
		world.clock.set('2027-10-01T00:00:00Z');
		await impact.publishClosedQuarters(world.system);
		expect(await stored()).toMatchObject([{ people: 6, helped: 0 }]);
		expect((await here())?.rows).toEqual([]);
	});
});
