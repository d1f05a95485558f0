import * as groups from '#lib/groups/server/groups.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { systemClock } from '#server/clock.ts';
import type { Config } from '#server/config.ts';
import type { Ctx } from '#server/ctx.ts';
import { openPool } from '#server/db/pool.ts';
import { openKeyRing } from '#server/keyring.ts';
import type { MeetsSoon } from '../../src/start/demonstration.ts';
import { meetingNow } from './meeting-now.ts';
import { readCast } from './players-file.ts';

/** The group whose meeting a visitor can walk into, with the moment it begins; null where there is none. */
export async function meetsSoon(given: {
	config: Config;
	databaseUrl: string;
}): Promise<MeetsSoon | null> {
	const cast = readCast(given.config.dataDir);
	if (!cast) return null;
	const pool = openPool(given.databaseUrl, { max: 2 });
	try {
		const system: Ctx = {
			...{ db: pool.db, keys: openKeyRing(given.config.masterKeyFile), now: systemClock },
			actor: { kind: 'system', job: 'demonstration' }
		};
		const meetingId = await meetingNow(system, cast.groupId);
		const coming = await meetings.upcoming(system, cast.groupId, 20);
		const meeting = coming.find((one) => one.meetingId === meetingId);
		if (!meeting) return null;
		const { name } = await groups.publicPage(system, cast.groupId);
		return { group: name, at: new Date(meeting.start) };
	} finally {
		await pool.close();
	}
}
