import { expect, test } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import { person } from '#test/support/accounts.ts';
import { group } from '#test/support/groups.ts';
import { aShare } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import { ChooseResponsesInput } from '../inputs.ts';
import * as shares from './shares.ts';

const world = await openWorld();
const here = await group(world);
const { groupId } = here;
const [mara, ines] = here.facilitators;
const fern = await here.member('Fern');
const tide = await here.member('Tide');
const gone = { code: 'not_found', status: 404 };

test('a facilitator chooses what the group can say; what was said stays', async () => {
	const shareId = await aShare(fern.ctx, groupId);
	const say = (kind: string) => shares.respond(tide.ctx, groupId, { shareId, kind, wanted: true });
	await say('hear');
	await shares.chooseResponses(mara.ctx, groupId, { responses: ['know', 'strength'] });
	await say('know');
	await expect(say('with')).rejects.toMatchObject({ code: 'response_gone', status: 409 });
	const { share, responses } = await shares.find(fern.ctx, { groupId, shareId });
	expect(responses).toEqual(['know', 'strength']);
	expect(share.said.map(({ kind }) => kind).sort()).toEqual(['hear', 'know']);
	expect(await shares.responses(ines.ctx, groupId)).toMatchObject({ responses });
	await shares.respond(tide.ctx, groupId, { shareId, kind: 'hear', wanted: false });
	const after = await shares.find(fern.ctx, { groupId, shareId });
	expect(after.share.said.map(({ kind }) => kind)).toEqual(['know']);
});

test('a closed group says what it said', async () => {
	const quiet = await group(world);
	await groups.close(quiet.coordinator.ctx, quiet);
	const chosen = shares.chooseResponses(quiet.facilitators[0].ctx, quiet.groupId, {
		responses: ['hear']
	});
	await expect(chosen).rejects.toMatchObject({ code: 'group_closed', status: 409 });
});

test('what comes from a form is some of the sentences, each once, in their order', () => {
	const parsed = ChooseResponsesInput.parse({ responses: ['know', 'hear', 'know'] });
	expect(parsed).toEqual({ responses: ['hear', 'know'] });
	for (const responses of [undefined, [], 'hear', ['applause'], Array(20).fill('hear')])
		expect(ChooseResponsesInput.safeParse({ responses }).success).toBe(false);
});

test('twice, and two at once, leave one of the choices whole', async () => {
	const both = [['hear'], ['know', 'with']] as const;
	await Promise.all(
		[mara, ines].map(({ ctx }, n) =>
			shares.chooseResponses(ctx, groupId, { responses: [...both[n]!] })
		)
	);
	const { responses } = await shares.responses(mara.ctx, groupId);
	expect(both.map((one) => one.join())).toContain(responses.join());
	await shares.chooseResponses(mara.ctx, groupId, { responses: ['hear'] });
	await shares.chooseResponses(mara.ctx, groupId, { responses: ['hear'] });
	expect((await shares.responses(mara.ctx, groupId)).responses).toEqual(['hear']);
});

test('nobody else chooses, nor looks at the choice', async () => {
	const other = await group(world);
	const stranger = await person(world);
	const outside = [fern, stranger, here.coordinator, other.facilitators[0], { ctx: world.nobody }];
	for (const { ctx } of outside) {
		const chosen = shares.chooseResponses(ctx, groupId, { responses: ['hear'] });
		await expect(chosen).rejects.toMatchObject(gone);
		await expect(shares.responses(ctx, groupId)).rejects.toMatchObject(gone);
	}
});
