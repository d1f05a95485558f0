import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { inTransaction } from '#server/ctx.ts';
import { twoGroups } from './support/two-groups.ts';
import { openWorld } from './support/world.ts';

/**
 * What the tables themselves show somebody, whatever an operation may forget to ask: row-level security and
 * grants, tried with plain SQL as the app's own role in each person's context.
 */
const world = await openWorld();
const { harbour, orchardId, people } = await twoGroups(world);
type Who = keyof typeof people;

const names = new Map([
	[harbour.groupId, 'harbour'],
	[orchardId, 'orchard']
]);
const groupsSeen = (who: Who, table: string) =>
	inTransaction(people[who]!, async ({ db }) => {
		const { rows } = await sql<{ group_id: string }>`
			select distinct group_id from ${sql.table(table)} order by group_id`.execute(db);
		return rows.map((row) => names.get(row.group_id)).sort();
	});

describe('what is written in a group is seen by those who belong to it now, and by nobody else', () => {
	const harbourPeople = new Set<Who>(['member', 'author', 'facilitator']);
	const expected = (who: Who) => {
		if (who === 'in both groups') return ['harbour', 'orchard'];
		if (harbourPeople.has(who)) return ['harbour'];
		return who === 'facilitator elsewhere' ? ['orchard'] : [];
	};
	for (const table of ['share', 'reply', 'response', 'group_strategy', 'strategy_week'])
		test.each(Object.keys(people))(`${table}: %s`, async (who) => {
			expect(await groupsSeen(who, table)).toEqual(expected(who));
		});
	test.each(Object.keys(people))('membership: %s', async (who) => {
		// Whoever steps in sees who is in the group, and nothing of what they share.
		const isThere = who === 'removed' || who.startsWith('stepping in');
		const own = isThere ? ['harbour'] : expected(who);
		expect(await groupsSeen(who, 'membership')).toEqual(own);
	});
});

describe('what is for the facilitators only is seen by them and whoever wrote it', () => {
	const tries = ['share', 'reply', 'response'].flatMap((table) =>
		Object.keys(people).map((who) => ({ table, who }))
	);
	test.each(tries)('$table: $who', async ({ table, who }) => {
		const { rows } = await inTransaction(people[who]!, ({ db }) =>
			sql`select 1 from ${sql.table(table)} where audience = 'facilitators'`.execute(db)
		);
		const mayRead = ['author', 'facilitator', 'facilitator elsewhere'].includes(who);
		expect(rows).toHaveLength(mayRead ? 1 : 0);
	});
});

describe('what is one person’s own is seen by nobody else', () => {
	const own: Record<string, Record<string, number>> = {
		attendance: { author: 1, member: 1, facilitator: 1, 'facilitator elsewhere': 1 },
		help_call: { author: 1, facilitator: 1, 'facilitator elsewhere': 1, 'stepping in': 1 },
		meeting_rating: { author: 3 },
		change_rating: { author: 1 },
		rating_choice: { member: 1 },
		consent: { author: 1 },
		join_request: {
			...{ author: 1, member: 1, removed: 1, waiting: 1, 'in both groups': 2 },
			// All that were made for their own group.
			...{ facilitator: 6, 'facilitator elsewhere': 4 }
		},
		meeting_answer: { author: 1, facilitator: 1, 'facilitator elsewhere': 1, 'stepping in': 1 },
		// Who steps in is known to the group.
		stand_in: {
			...{ author: 1, member: 1, facilitator: 1, 'facilitator elsewhere': 1 },
			...{ 'in both groups': 2, coordinator: 1, 'stepping in': 1, 'stepping in later': 1 }
		},
		meeting_feedback: {},
		feedback_given: { author: 1 },
		debrief: { facilitator: 1, 'facilitator elsewhere': 1, 'stepping in': 1 },
		follow_up: { facilitator: 1, 'facilitator elsewhere': 1, 'stepping in': 1 },
		incident: { facilitator: 1, 'facilitator elsewhere': 1 },
		kept_practice: { author: 1 },
		practice: { author: 1 },
		plan: { author: 1 },
		training_quiz: { facilitator: 1, 'facilitator elsewhere': 1 },
		training_way: { facilitator: 1, 'facilitator elsewhere': 1 },
		training_module: { facilitator: 1, 'facilitator elsewhere': 1 },
		check_in: { author: 1 },
		answer_set: { author: 1 },
		answer_draft: { author: 1 },
		// Only whom it is shown to, of all facilitators.
		plan_shown: { author: 1, facilitator: 1, 'facilitator elsewhere': 1 },
		notice: { author: 1 },
		notice_choice: { author: 1 },
		// Not whom it is about, nor whoever steps in.
		door_note: { facilitator: 1, 'facilitator elsewhere': 1 },
		times_changed: {},
		// Not those whom it is about.
		report: { author: 1, facilitator: 1, 'facilitator elsewhere': 1, coordinator: 2 },
		// Whom it is about, and who may hear their appeal: not who reported, nor who decided.
		decision: { member: 1, facilitator: 1, 'facilitator elsewhere': 1, coordinator: 1 },
		// Read only by operations that say who may see which of it.
		audit: {},
		audit_start: {},
		published_half: {},
		review_choice: { coordinator: 1 },
		on_call: { coordinator: 1 },
		on_call_alert: { coordinator: 1 },
		waiting: { 'on the list': 1, facilitator: 1, 'facilitator elsewhere': 1 },
		following: { 'on the list': 1 },
		// Not even who asked: what is theirs is found by a key alone.
		apart: {},
		share_draft: { author: 1 },
		space_choice: { author: 1 },
		// Whoever shared it, whoever said it, and who looks after the group.
		strategy_feedback: { author: 1, facilitator: 1, 'facilitator elsewhere': 1 },
		strategy_joined: { author: 1 },
		answering: { author: 1 },
		answer_time: { facilitator: 1, 'facilitator elsewhere': 1 },
		// A coordinator learns that something waits, not what.
		brought: { member: 1, facilitator: 1, 'facilitator elsewhere': 1 },
		saved_share: { member: 1 },
		// Who likes to welcome, those see who look after the group; who is there for whom, these two.
		welcoming: { member: 1, facilitator: 1, 'facilitator elsewhere': 1 },
		buddy: { author: 1, member: 1 },
		recovery_code: {},
		throttle: {},
		event: {}
	};
	const tries = Object.entries(own).flatMap(([table, counts]) =>
		Object.keys(people).map((who) => ({ table, who, rows: counts[who] ?? 0 }))
	);
	test.each(tries)('$table: $who sees $rows', async ({ table, who, rows }) => {
		const seen = await inTransaction(people[who]!, ({ db }) =>
			sql`select 1 from ${sql.table(table)}`.execute(db)
		);
		expect(seen.rows.length).toBe(rows);
	});
	test.each(['account', 'login', 'account_role', 'certificate'])('%s', async (table) => {
		for (const [who, ctx] of Object.entries(people)) {
			const { rows } = await inTransaction(ctx, ({ db }) =>
				sql<{ account_id: string }>`select account_id from ${sql.table(table)}`.execute(db)
			);
			const mine = ctx.actor.kind === 'account' ? ctx.actor.accountId : null;
			expect(
				rows.every((row) => row.account_id === mine),
				who
			).toBe(true);
		}
	});
});
