import type { Selectable } from 'kysely';
import type { Organisation as Row } from '#server/db/schema.ts';
import type { Organisation } from '../org.ts';

/** All of it is public but the date it was set up. */
export const presentOrganisation = (row: Selectable<Row>): Organisation => ({
	name: row.name,
	country: row.country,
	timeZone: row.time_zone,
	languages: row.languages,
	leaveSite: row.leave_site,
	limitsText: row.limits_text,
	limitsVersion: row.limits_version,
	isDemonstration: row.is_demonstration
});
