import { describe, expect, test } from 'vitest';
import * as directory from '#lib/directory/server/directory.ts';
import * as groups from '#lib/groups/server/groups.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import * as notices from '#lib/notices/server/notices.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { after, day, minute } from '#server/clock.ts';
import { newId } from '#server/ids.ts';
import { aGroup } from '#test/support/groups.ts';
import { aSpace, code, heliotrope } from '#test/support/moderation.ts';
import { openWorld } from '#test/support/world.ts';
import * as safety from './safety.ts';

const world = await openWorld();
/** People sign up first in each of these, which takes its time. */
const unhurried = { timeout: 60_000 };
const resume = () =>
	Promise.all(
		groups.jobs
			.filter(({ name }) => name === 'groups.resume-places')
			.map((job) => job.run(world.system))
	);

/** Fern reports Tide, and Mara lets Tide’s place rest for so many days. */
async function rested(days: '1' | '7' = '7') {
	const space = await aSpace(world);
	const { groupId, fern, tide, mara, report } = space;
	const suspend = async (forDays = days) => {
		const reportId = await report(fern.ctx, 'person', tide.membershipId, { reason: 'sexual' });
		await safety.decideReport(mara.ctx, {
			...{ groupId, reportId, decision: 'suspended', why: 'Because.', tell: 'Take a pause.' },
			days: forDays
		});
		return (await safety.myDecisions(tide.ctx))[0]!.decisionId;
	};
	const decisionId = await suspend();
	const opens = () => code(shares.space(tide.ctx, { groupId }));
	return { ...space, decisionId, opens, suspend };
}

describe('a place that rests', unhurried, () => {
	test('has its space and its meetings closed, says so, and leaves the words where they are', async () => {
		const { groupId, shareId, tide, fern, opens } = await rested();
		expect(await opens()).toBe('place_rests');
		const [next] = await meetings.upcoming(fern.ctx, groupId, 1);
		const { meetingId } = next!;
		const once = { once: newId(), shareId, text: 'Still here.' };
		for (const tried of [
			() => shares.reply(tide.ctx, groupId, once),
			() => shares.respond(tide.ctx, groupId, { shareId, kind: 'hear', wanted: true }),
			() =>
				shares.share(tide.ctx, groupId, {
					once: newId(),
					kind: 'win',
					need: null,
					text: 'I slept.'
				})
		])
			expect(await code(tried())).toBe('place_rests');
		for (const tried of [
			() => meetings.find(tide.ctx, meetingId),
			() => meetings.ahead(tide.ctx, meetingId),
			() => meetings.answer(tide.ctx, { meetingId, answer: 'coming' }),
			() => safety.met(tide.ctx, groupId)
		])
			expect(await code(tried())).toBe('not_found');
		expect(await meetings.mine(tide.ctx)).toEqual([]);
		expect((await shares.search(tide.ctx, { words: 'words' })).found).toEqual([]);
		expect((await shares.ownWords(tide.ctx, {})).words).toEqual([]);
		expect(await shares.saved(tide.ctx)).toEqual([]);
		expect((await groups.mine(tide.ctx)).groups).toMatchObject([
			{ groupId, suspendedUntil: after(world.clock.now(), 7 * day) }
		]);
		const { share } = await shares.find(fern.ctx, { groupId, shareId });
		expect(share.text).toBe(heliotrope);
	});

	test('is in no calendar of theirs and in nothing they are told, until it is back', async () => {
		const space = await aSpace(world);
		const { groupId, made, fern, tide, mara, report } = space;
		const secret = await directory.makeCalendarLink(tide.ctx, { title: 'Yoga' });
		const dates = async () =>
			(await directory.ownCalendar(world.nobody, secret)).split('BEGIN:VEVENT').length - 1;
		const told = async (who: typeof tide) =>
			(await notices.mine(who.ctx)).map(({ kind }) => kind).sort();
		const changeTime = (localTime: string) =>
			groups.changeSeries(made.coordinator.ctx, {
				...{ groupId, series: { ...aGroup.series, localTime } }
			});
		const tellChanges = async () => {
			world.clock.pass(2 * minute);
			for (const { name, run } of meetings.jobs)
				if (name === 'meetings.tell-changes') await run(world.system);
		};
		expect(await dates()).toBeGreaterThan(0);
		await changeTime('18:30');
		await tellChanges();
		expect(await told(tide)).toContain('times');
		const reportId = await report(fern.ctx, 'person', tide.membershipId);
		await safety.decideReport(mara.ctx, {
			...{ groupId, reportId, decision: 'suspended', why: 'Because.', tell: 'A pause.' },
			days: '1'
		});
		expect([await dates(), await told(tide)]).toEqual([0, ['decided']]);
		await changeTime('18:45');
		await tellChanges();
		expect([await dates(), await told(tide)]).toEqual([0, ['decided']]);
		expect(await told(fern)).toContain('times');
		world.clock.pass(day);
		await resume();
		expect(await dates()).toBeGreaterThan(0);
	});

	test('is told to whose it is, with why and until when, and not to others', async () => {
		const { tide, fern, groupId } = await rested();
		expect(await safety.myDecisions(tide.ctx)).toMatchObject([
			{
				...{ step: 'suspended', told: 'Take a pause.', canAppeal: true },
				until: after(world.clock.now(), 7 * day)
			}
		]);
		expect(await safety.myReports(fern.ctx)).toMatchObject([{ outcome: 'limit' }]);
		expect((await groups.mine(fern.ctx)).groups).toMatchObject([{ suspendedUntil: null, groupId }]);
	});

	test('comes back by itself, when its time is over and not before', async () => {
		const { opens, tide } = await rested('1');
		world.clock.pass(day - 1000);
		await resume();
		expect(await opens()).toBe('place_rests');
		world.clock.pass(1000);
		await Promise.all([resume(), resume()]);
		expect(await opens()).toBe('done');
		expect((await groups.mine(tide.ctx)).groups).toMatchObject([{ suspendedUntil: null }]);
	});

	test('is back at once when somebody else finds that it was not right', async () => {
		const { groupId, decisionId, tide, ines, opens } = await rested();
		await safety.appeal(tide.ctx, { decisionId, words: 'It was a misunderstanding.' });
		const answer = { groupId, decisionId, answer: 'reversed' as const, tell: 'You were right.' };
		await safety.answerAppeal(ines.ctx, answer);
		expect(await opens()).toBe('done');
	});

	test('rests on while another decision has it, and as long as the longer one', async () => {
		const { groupId, decisionId, tide, ines, opens, suspend } = await rested('7');
		await suspend('1');
		expect((await groups.mine(tide.ctx)).groups).toMatchObject([
			{ suspendedUntil: after(world.clock.now(), 7 * day) }
		]);
		await safety.appeal(tide.ctx, { decisionId, words: 'It was a misunderstanding.' });
		const answer = { groupId, decisionId, answer: 'reversed' as const, tell: 'You were right.' };
		await safety.answerAppeal(ines.ctx, answer);
		expect(await opens()).toBe('place_rests');
		world.clock.pass(day);
		await resume();
		expect(await opens()).toBe('done');
	});

	test('is not got round by leaving and coming again', async () => {
		const { made, groupId, tide } = await rested();
		await groups.leave(tide.ctx, { groupId });
		const { code: secret } = await groups.inviteMember(made.facilitators[0].ctx, { groupId });
		const joined = await groups.join(tide.ctx, {
			...{ groupId, alias: 'Tide', code: secret, ...made.versions, agree: true }
		});
		expect(joined.status).toBe('waiting');
	});

	test('is nobody’s who looks after the group', async () => {
		const { groupId, fern, made, ines, report } = await aSpace(world);
		const reportId = await report(fern.ctx, 'person', ines.membershipId, {
			coordinatorsOnly: true
		});
		const decided = { decision: 'suspended', why: 'Because.', tell: 'A pause.' } as const;
		expect(
			await code(safety.decideReport(made.coordinator.ctx, { groupId: null, reportId, ...decided }))
		).toBe('decision_leads');
		expect(await code(shares.space(ines.ctx, { groupId }))).toBe('done');
	});
});
