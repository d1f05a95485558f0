import { beforeAll, describe, expect, test } from 'vitest';
import { minute } from '#server/clock.ts';
import { person, type Person } from '#test/support/accounts.ts';
import { begun, does, opened, over } from '#test/support/after.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { answerOf } from '../answer.ts';
import { figureOf, type FigureName } from '../impact.ts';
import { explain } from '../sentences.ts';
import * as impact from './impact.ts';

const world = await openWorld();
let coordinator: Person;

const figure = async (name: FigureName) =>
	figureOf((await impact.programme(coordinator.ctx)).chosen, name);

beforeAll(async () => {
	world.clock.set('2026-07-06T09:00:00Z');
	await organisation(world);
	coordinator = await person(world, { roles: ['coordinator'] });
	await over(world, ['Fern', 'Tide', 'Lark']);
	const hour = await begun(world, ['Fern', 'Tide']);
	await does(world, hour, 'Mara', { t: 'open-hour' });
	world.clock.pass(20 * minute);
	await does(world, hour, 'Mara', { t: 'end' });
	const few = await opened(world, ['Fern']);
	await does(world, few, 'Mara', { t: 'end' });
});

describe('meetings to which too few came', () => {
	test('are not meetings held, and do not change their length', async () => {
		expect(await figure('meetings_held')).toMatchObject({ value: 1 });
		expect(await figure('average_length')).toMatchObject({ value: 60, denominator: 1 });
	});

	test('are counted beside them, as what they were', async () => {
		const held = await figure('meetings_held');
		expect(held.besides).toEqual({ openHours: 1, tooFew: 1 });
		const { more } = explain(held);
		expect(more).toContain('1 became an open hour, because too few came.');
		expect(more).toContain('1 ended kindly, because too few came.');
	});

	test('are published as such, and stay when their quarter is closed', async () => {
		const published = async () => {
			world.clock.pass(minute);
			const programme = await impact.published(world.nobody, { quarter: '2026-Q3' });
			return answerOf(programme, [programme.chosen]).quarters[0]!.figures.find(
				({ name }) => name === 'meetings_held'
			);
		};
		expect(await published()).toMatchObject({ besides: { openHours: 1, tooFew: 1 } });
		world.clock.set('2026-10-02T09:00:00Z');
		expect(await impact.publishClosedQuarters(world.system)).toEqual(['2026-Q3']);
		expect(await published()).toMatchObject({ value: 1, besides: { openHours: 1, tooFew: 1 } });
	});
});
