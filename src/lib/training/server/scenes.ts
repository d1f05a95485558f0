import { z } from 'zod';
import * as accounts from '#lib/accounts/server/accounts.ts';
import { minute } from '#server/clock.ts';
import { open, seal } from '#server/crypto.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { invalid, notFound } from '#server/errors.ts';
import { accountKey, take } from '#server/limits.ts';
import type { ScenarioLine, Scene, Step } from '../scenarios.ts';
import { book, scenarioOn } from './book.ts';
import type { Scenario } from './content/book.ts';
import { endingOf } from './grading.ts';
import { learner } from './learner.ts';

const pace = { what: 'training.choose', burst: 60, every: minute / 10 };
/** Boxes have one length: it must not tell how far somebody came. */
const LENGTH = 1024;
const Stored = z.array(z.string());
const bound = (accountId: string, scenario: string) => `way:${accountId}:${scenario}`;
const keyOf = (tx: Ctx): Promise<Buffer> => accounts.ownKey(tx, 'training');

function scenarioOf(page: string): Scenario {
	const found = scenarioOn(page);
	if (!found) throw notFound();
	return found;
}

type Node = Scenario['nodes'][string];
type Chosen = Node['choices'][number];
const nodeAt = ({ nodes }: Scenario, at: string | null): Node | undefined =>
	at === null ? undefined : nodes[at];

/** What was chosen, as far as the scenario still has it, and where it leads; null at the end. */
function walk(scenario: Scenario, way: readonly string[]): { steps: Step[]; at: string | null } {
	const steps: Step[] = [];
	let at: string | null = scenario.start;
	for (const id of way) {
		const node: Node | undefined = nodeAt(scenario, at);
		const chosen: Chosen | undefined = node?.choices.find((choice) => choice.id === id);
		if (!node || !chosen) break;
		const { words, feedback, rubric, to } = chosen;
		steps.push({ says: node.says, chose: words, feedback, rubric });
		at = to;
	}
	return { steps, at };
}

function presentScene(scenario: Scenario, way: readonly string[]): Scene {
	const { steps, at } = walk(scenario, way);
	const node = at === null ? null : scenario.nodes[at]!;
	return {
		...{ page: scenario.page, title: scenario.title, scene: scenario.scene, steps },
		now: node && {
			says: node.says,
			choices: node.choices.map(({ id, words }) => ({ id, words }))
		},
		ending: node ? null : endingOf(scenario, steps)
	};
}

async function waysBy(tx: Ctx, accountId: string): Promise<Map<string, string[]>> {
	const rows = await tx.db
		.selectFrom('training_way')
		.select(['scenario', 'box'])
		.where('account_id', '=', accountId)
		.execute();
	if (rows.length === 0) return new Map();
	const key = await keyOf(tx);
	return new Map(
		rows.map(({ scenario, box }) => {
			const text = open(key, bound(accountId, scenario), box).toString();
			return [scenario, Stored.parse(JSON.parse(text))];
		})
	);
}

/** The scenarios, and which I have begun or gone through. @throws sign_in_first, not_found */
export async function scenarios(ctx: Ctx): Promise<ScenarioLine[]> {
	const accountId = learner(ctx);
	const ways = await inTransaction(ctx, (tx) => waysBy(tx, accountId));
	return book().scenarios.map((scenario) => {
		const { steps, at } = walk(scenario, ways.get(scenario.slug) ?? []);
		const state = at === null ? 'done' : steps.length > 0 ? 'begun' : 'new';
		return { page: scenario.page, title: scenario.title, state };
	});
}

/** A scenario as far as I have come, with nothing of what the choices before me bring. @throws sign_in_first, not_found */
export async function scene(ctx: Ctx, page: string): Promise<Scene> {
	const accountId = learner(ctx);
	const scenario = scenarioOf(page);
	const ways = await inTransaction(ctx, (tx) => waysBy(tx, accountId));
	return presentScene(scenario, ways.get(scenario.slug) ?? []);
}

/**
 * Makes a choice after so many others. Made already, from another page or by the same form sent twice, it changes
 * nothing.
 * @throws sign_in_first, not_found, invalid {choice}, too_many
 */
export async function choose(
	ctx: Ctx,
	page: string,
	{ step, choice }: { step: number; choice: string }
): Promise<void> {
	await move(ctx, page, (scenario, way) => {
		const { steps, at } = walk(scenario, way);
		if (steps.length !== step || at === null) return null;
		if (!scenario.nodes[at]!.choices.some(({ id }) => id === choice))
			throw invalid({ choice: 'choose' });
		return [...way.slice(0, step), choice];
	});
}

/** Takes the last of so many choices back. Taken back already, it changes nothing. @throws sign_in_first, not_found, too_many */
export async function takeBack(ctx: Ctx, page: string, step: number): Promise<void> {
	await move(ctx, page, (scenario, way) => {
		const { steps } = walk(scenario, way);
		return steps.length === step && step > 0 ? way.slice(0, step - 1) : null;
	});
}

/** Begins a scenario anew. Again changes nothing. @throws sign_in_first, not_found, too_many */
export async function beginAgain(ctx: Ctx, page: string): Promise<void> {
	await move(ctx, page, (_, way) => (way.length > 0 ? [] : null));
}

/** One at a time: what comes at once sees what the other did. */
async function move(
	ctx: Ctx,
	page: string,
	next: (scenario: Scenario, way: readonly string[]) => string[] | null
): Promise<void> {
	const accountId = learner(ctx);
	const scenario = scenarioOf(page);
	await take(ctx, pace, accountKey(ctx, accountId));
	await inTransaction(ctx, async (tx) => {
		const mine = { account_id: accountId, scenario: scenario.slug };
		const key = await keyOf(tx);
		const sealed = (way: readonly string[]) =>
			seal(key, bound(accountId, scenario.slug), JSON.stringify(way).padEnd(LENGTH));
		await tx.db
			.insertInto('training_way')
			.values({ ...mine, box: sealed([]), moved_at: tx.now() })
			.onConflict((on) => on.doNothing())
			.execute();
		const row = await tx.db
			.selectFrom('training_way')
			.select('box')
			.where((is) => is.and(mine))
			.forUpdate()
			.executeTakeFirstOrThrow();
		const text = open(key, bound(accountId, scenario.slug), row.box).toString();
		const way = next(scenario, Stored.parse(JSON.parse(text)));
		if (way === null) return;
		await tx.db
			.updateTable('training_way')
			.set({ box: sealed(way), moved_at: tx.now() })
			.where((is) => is.and(mine))
			.execute();
	});
}
