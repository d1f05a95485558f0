import { randomBytes } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { emptyPlan } from '#lib/plans/plans.ts';
import * as plans from '#lib/plans/server/plans.ts';
import * as safety from '#lib/safety/server/safety.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { filesWith } from '#test/support/disk.ts';
import { gather } from '#test/support/gathering.ts';
import { group } from '#test/support/groups.ts';
import { openVenue } from '#test/support/live-client.ts';
import { organisation } from '#test/support/organisation.ts';
import { aReply, aShare, aStrategy } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import { day } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';

// Reading a whole disk takes as long as the disk is large.
vi.setConfig({ testTimeout: 180_000 });

const world = await openWorld();
const venue = await openVenue(world);
/** Cannot be there by chance, and cannot be compressed away. */
const newWord = () => `planted${randomBytes(18).toString('hex')}`;

test('the search finds a word that was written in clear, in tables and in the write-ahead log', async () => {
	const word = newWord();
	const { groupId } = await gather(world, []);
	await inTransaction(world.system, (tx) =>
		tx.db.updateTable('peer_group').set({ purpose: word }).where('group_id', '=', groupId).execute()
	);
	const found = await filesWith(world, word);
	expect(found.some((path) => path.startsWith('pg_wal/'))).toBe(true);
	expect(found.some((path) => path.startsWith('base/'))).toBe(true);
	expect(found.some((path) => path.endsWith('.copied'))).toBe(true);
});

test('a word said in a live meeting is nowhere on the disk afterwards', async () => {
	const word = newWord();
	const gathering = await gather(world, ['Fern']);
	const here = await venue.opened(gathering, 'Fern');
	const [mara, ines, fern] = ['Mara', 'Ines', 'Fern'].map((alias) => here.get(alias)!);
	for (let from = -1; from < 3; from += 1) await mara!.ask({ t: 'next-part', from });
	await mara!.ask({ t: 'give', to: gathering.who('Fern').membershipId });
	expect(await fern!.say(`I wanted to say ${word}.`)).toBe('ok');
	await mara!.got('w', ({ text }) => text.includes(word));
	expect(await ines!.ask({ t: 'line', text: `Between us: ${word}` })).toBe('ok');
	await mara!.ask({ t: 'end' });
	await fern!.event('ended');
	expect(await filesWith(world, word)).toEqual([]);
});

test('of a meeting that is reported, only what was reported is kept, and not in clear', async () => {
	const [reported, unreported] = [newWord(), newWord()];
	const gathering = await gather(world, ['Fern']);
	const here = await venue.opened(gathering, 'Fern');
	const [mara, fern] = ['Mara', 'Fern'].map((alias) => here.get(alias)!);
	expect(await mara!.say(`Nobody reports ${unreported}.`)).toBe('ok');
	expect(await mara!.ask({ t: 'card', text: `We are at ${unreported}.` })).toBe('ok');
	expect(await mara!.say(`I said ${reported}.`)).toBe('ok');
	const { epoch } = await fern!.inside();
	const {
		n,
		in: place,
		who,
		at,
		text,
		tag
	} = await fern!.got('w', (line) => line.text.includes(reported));
	const receipt = await safety.reportFromRoom(gathering.who('Fern').ctx, {
		...{ meetingId: gathering.meetingId, once: newId(), reason: 'unkind' },
		lines: [{ epoch, n, in: place, who, at, text, tag }]
	});
	expect(receipt).toMatchObject({ kept: 1 });
	const { reportId } = receipt;
	const { groupId } = gathering;
	const opened = await safety.openReport(gathering.who('Ines').ctx, { groupId, reportId });
	expect(JSON.stringify(opened)).toContain(reported);
	expect(JSON.stringify(opened)).not.toContain(unreported);
	expect(await filesWith(world, unreported, reported)).toEqual([]);
});

test('a word that was shared is in no table and nowhere on the disk, while its group reads it', async () => {
	await organisation(world);
	const { groupId, facilitators, member } = await group(world);
	const [fern, word, answer] = [await member('Fern'), newWord(), newWord()];
	const shareId = await aShare(fern.ctx, groupId, `I wanted to tell you ${word}.`);
	await aReply(facilitators[0].ctx, groupId, shareId, `I heard ${answer}.`);
	const space = await shares.space(facilitators[1].ctx, { groupId });
	expect(JSON.stringify(space)).toContain(word);
	expect(JSON.stringify(space)).toContain(answer);
	expect(await filesWith(world, word, answer)).toEqual([]);
});

test('what somebody keeps of a meeting, and what is noted about them for its door, is not on the disk in clear', async () => {
	const [word, note] = [newWord(), newWord()];
	const practice = 'night-reset';
	const { groupId, meetingId, who } = await gather(world, ['Fern']);
	const [fern, mara] = [who('Fern'), who('Mara')];
	await meetings.keepWord(fern.ctx, meetingId, word);
	await meetings.keepFelt(fern.ctx, meetingId, { practice, when: 'before', value: 7 });
	const { membershipId } = fern;
	await meetings.noteForDoor(mara.ctx, { groupId, membershipId, text: note, replaces: '' });
	expect((await meetings.myRatings(fern.ctx, meetingId)).word).toBe(word);
	expect((await meetings.doorNotes(mara.ctx, groupId))[membershipId]?.text).toBe(note);
	expect(await filesWith(world, word, note, practice)).toEqual([]);
});

test('what somebody plans, shares to try, and says of it, is not on the disk in clear', async () => {
	const [plan, title, said] = [newWord(), newWord(), newWord()];
	const { groupId, facilitators, member } = await group(world);
	const [fern, tide, [mara]] = [await member('Fern'), await member('Tide'), facilitators];
	await plans.write(fern.ctx, { ...emptyPlan, people: plan });
	const until = new Date(world.clock.now().getTime() + 3 * day).toISOString().slice(0, 10);
	const to = { groupId, facilitatorId: mara.membershipId, parts: ['people' as const], until };
	await plans.show(fern.ctx, to, 'UTC');
	const strategyId = await aStrategy(fern.ctx, groupId, { title });
	const place = { groupId, strategyId };
	const feedback = { once: newId(), clear: 'yes', doable: 'no', keep: said, change: '' } as const;
	await shares.strategies.giveFeedback(tide.ctx, place, feedback);
	const [{ shownId } = { shownId: '' }] = await plans.shownToMe(mara.ctx, groupId);
	expect((await plans.openShown(mara.ctx, { groupId, shownId })).shown.people).toBe(plan);
	const read = JSON.stringify(await shares.strategies.strategy(fern.ctx, place));
	expect(read).toContain(title);
	expect(read).toContain(said);
	for (const planted of [plan, title, said]) expect(await filesWith(world, planted)).toEqual([]);
});
