import { sql } from 'kysely';
import * as safety from '#lib/safety/server/safety.ts';
import { inTransaction } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { gather } from './gathering.ts';
import type { LiveClient, openVenue } from './live-client.ts';
import type { World } from './world.ts';

type Venue = Awaited<ReturnType<typeof openVenue>>;

/** Somebody said something in a room, and Fern reports it. */
export async function reportedFrom(world: World, venue: Venue, by: string, more: object = {}) {
	const gathering = await gather(world, ['Fern', 'Tide']);
	const here = await venue.opened(gathering, 'Fern', 'Tide');
	const speaker: LiveClient = here.get(by)!;
	await speaker.say('Heliotrope words.');
	const { n, in: place, who, at, text, tag } = await speaker.got('w');
	const { epoch } = await speaker.inside();
	const { reportId } = await safety.reportFromRoom(gathering.who('Fern').ctx, {
		...{ meetingId: gathering.meetingId, once: newId(), reason: 'identifying' },
		...{ words: 'Gladiolus happened.', ...more },
		lines: [{ epoch, n, in: place, who, at, text, tag }]
	});
	const { groupId } = gathering;
	const ctx = (alias: string) => gathering.who(alias).ctx;
	return { gathering, groupId, reportId, ctx };
}

/** Reports by Fern in the table alone, one a second from `begin`, each of this priority; their ids. */
export const manyReports = (
	world: World,
	{
		groupId,
		meetingId,
		who
	}: { groupId: string; meetingId: string; who(alias: string): { membershipId: string } },
	priorities: readonly number[],
	begin: Date
) =>
	inTransaction(world.system, async ({ db }) => {
		const ids = priorities.map(() => newId());
		for (const [i, id] of ids.entries())
			await sql`insert into report (report_id, group_id, meeting_id, of, of_id, reporter_id, once,
					reason, priority, about_ids, coordinators_only, lines_kept, lines_refused, box, report_key, kek_id, made_at)
				values (${id}, ${groupId}, ${meetingId}, 'meeting', ${meetingId}, ${who('Fern').membershipId}, ${newId()}, 'other',
					${priorities[i]}, '{}', false, 0, 0, 'x', 'x', 'x', ${new Date(begin.getTime() + i * 1000)})`.execute(
				db
			);
		return ids;
	});
