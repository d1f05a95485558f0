import { expect, it } from 'vitest';
import * as safety from '#lib/safety/server/safety.ts';
import { newId } from '#server/ids.ts';
import { nextMeeting } from '#test/support/gathering.ts';
import { group } from '#test/support/groups.ts';
import { openVenue } from '#test/support/live-client.ts';
import { openWorld } from '#test/support/world.ts';

const world = await openWorld();
const venue = await openVenue(world);

it('whose place in the group rests is out of the meeting within seconds, and stays out', async () => {
	const made = await group(world);
	const { groupId } = made;
	const [mara] = made.facilitators;
	const [fern, tide] = [await made.member('Fern'), await made.member('Tide')];
	const gathering = await nextMeeting(world, made, [fern, tide]);
	const here = await venue.opened(gathering, 'Fern', 'Tide');
	const { reportId } = await safety.reportThing(tide.ctx, {
		...{ groupId, of: 'person', id: fern.membershipId, once: newId(), reason: 'sexual' }
	});
	await safety.decideReport(mara.ctx, {
		...{ groupId, reportId, decision: 'suspended', days: '7' },
		...{ why: 'Because.', tell: 'Take a pause.' }
	});
	expect(['not-found', 'removed']).toContain(await here.get('Fern')!.closed);
	expect(['not-found', 'removed']).toContain(await venue.come(gathering, 'Fern').closed);
});
