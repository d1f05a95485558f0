import { expect, it } from 'vitest';
import * as safety from '#lib/safety/server/safety.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { newId } from '#server/ids.ts';
import type { Gathering, Someone } from '#test/support/gathering.ts';
import { group } from '#test/support/groups.ts';
import { openVenue } from '#test/support/live-client.ts';
import { openWorld } from '#test/support/world.ts';

const world = await openWorld();
const venue = await openVenue(world);

it('whose place in the group rests is out of the meeting within seconds, and stays out', async () => {
	const made = await group(world);
	const { groupId } = made;
	const [mara, ines] = made.facilitators;
	const [fern, tide] = [await made.member('Fern'), await made.member('Tide')];
	const [next] = await meetings.upcoming(fern.ctx, groupId, 1);
	const { meetingId, start } = next!;
	world.clock.set(new Date(start));
	const people = new Map<string, Someone>(
		[mara, ines, fern, tide].map((one) => [one.alias, one as Someone])
	);
	const who = (alias: string) => people.get(alias)!;
	const gathering: Gathering = { groupId, meetingId, start: new Date(start), people, who };
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
