import { beforeEach, describe, expect, it } from 'vitest';
import { person } from '#test/support/accounts.ts';
import { aTraining, withTraining } from '#test/support/training/content.ts';
import { openWorld } from '#test/support/world.ts';
import { nrOf, PlaceInput } from '../training.ts';
import { useBook } from './book.ts';
import { readBook } from './content/book.ts';
import * as training from './training.ts';

const world = await openWorld();
const trainee = () => person(world, { roles: ['facilitator'], certified: false });
const code = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error: { code?: string }) => error.code
	);
beforeEach(() => useBook(withTraining(aTraining(), readBook)));

describe('reading a module', () => {
	it('is for whoever leads groups or runs the programme, and there is nothing for others', async () => {
		const coordinator = await person(world, { roles: ['coordinator'] });
		for (const { ctx } of [await trainee(), coordinator]) {
			expect(await training.modules(ctx)).toMatchObject([{ title: 'Listening' }, { nr: 2 }]);
			expect(await code(training.keepPlace(ctx, 1, 1))).toBe('done');
		}
		const member = await person(world);
		for (const ask of [
			() => training.modules(member.ctx),
			() => training.module(member.ctx, 1),
			() => training.keepPlace(member.ctx, 1, 1)
		])
			expect(await code(ask())).toBe('not_found');
		expect(await code(training.modules(world.nobody))).toBe('sign_in_first');
		expect(await code(training.keepPlace(world.nobody, 1, 1))).toBe('sign_in_first');
	});

	it('shows its parts, what is next, and nothing of the quiz', async () => {
		const { ctx } = await trainee();
		const module = await training.module(ctx, 1);
		expect(module).toMatchObject({ title: 'Listening', next: { nr: 2, title: 'Silence' } });
		expect(module.parts.map(({ heading }) => heading)).toEqual(['Why it matters', 'How to do it']);
		expect(JSON.stringify(module)).not.toContain('Question number');
		expect((await training.module(ctx, 2)).next).toBeNull();
		expect(await code(training.module(ctx, 3))).toBe('not_found');
	});

	it('goes on where I stopped, for me alone', async () => {
		const [{ ctx }, other] = [await trainee(), await trainee()];
		const progress = async (who = ctx) => (await training.modules(who))[0]!.progress;
		expect(await progress()).toEqual({ place: 0, parts: 2, stoppedAfter: null, readAt: null });
		await training.keepPlace(ctx, 1, 1);
		expect(await progress()).toMatchObject({ place: 1, stoppedAfter: 'Why it matters' });
		expect(await progress(other.ctx)).toMatchObject({ place: 0 });
		expect((await training.module(ctx, 1)).progress).toEqual(await progress());
	});

	it('is read after the last part, and stays so, also sent twice at once or read again', async () => {
		const { ctx } = await trainee();
		await Promise.all([training.keepPlace(ctx, 1, 2), training.keepPlace(ctx, 1, 2)]);
		const at = world.clock.now();
		world.clock.pass(60_000);
		await training.keepPlace(ctx, 1, 2);
		await training.keepPlace(ctx, 1, 1);
		const [first] = await training.modules(ctx);
		expect(first!.progress).toMatchObject({ place: 1, readAt: at });
	});

	it('stays right when a module becomes shorter', async () => {
		const { ctx } = await trainee();
		await training.keepPlace(ctx, 1, 2);
		const book = withTraining(aTraining(), readBook);
		const [first, second] = book.modules;
		useBook({ ...book, modules: [{ ...first!, sections: first!.sections.slice(1) }, second!] });
		expect((await training.modules(ctx))[0]!.progress).toMatchObject({
			...{ place: 1, parts: 1, stoppedAfter: 'How to do it' }
		});
	});

	it('takes no place that is none, and no module that is not there', async () => {
		const { ctx } = await trainee();
		expect(await code(training.keepPlace(ctx, 1, 3))).toBe('invalid');
		expect(await code(training.keepPlace(ctx, 9, 1))).toBe('not_found');
		for (const place of ['-1', '31', 'x', '1.5'])
			expect(PlaceInput.safeParse({ place }).success).toBe(false);
		expect(['0', '01', '1', '14', '100', 'x', '1e1', '-1'].map(nrOf)).toEqual([
			...[0, 0, 1, 14, 0, 0, 0, 0]
		]);
	});

	it('is slowed for who sends it without end', async () => {
		const { ctx } = await trainee();
		const codes = new Set<string | undefined>();
		for (let sent = 0; sent < 61; sent++) codes.add(await code(training.keepPlace(ctx, 1, 1)));
		expect(codes).toEqual(new Set(['done', 'too_many']));
	});
});
