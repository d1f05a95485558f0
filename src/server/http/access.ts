import type { Actor } from '../ctx.ts';

export type Access = 'anyone' | 'account' | 'facilitator' | 'coordinator';

/** The name of a page's route group says who may open it; nothing else does. */
const groups: Record<string, Access> = {
	'(public)': 'anyone',
	'(member)': 'account',
	'(facilitator)': 'account',
	'(coordinator)': 'coordinator'
};
/** Routes outside the groups, one by one. */
const single: Record<string, Access> = {
	'/leave': 'anyone',
	'/embed': 'anyone',
	'/health': 'anyone',
	'/api/v1/impact': 'anyone',
	'/api/v1/listings': 'anyone',
	'/api/v1/listings/[id]': 'anyone',
	'/api/v1/openapi.json': 'anyone',
	'/api/v1/places': 'anyone',
	'/feeds/meeting-guide.json': 'anyone',
	'/feeds/meeting-guide.csv': 'anyone',
	'/feeds/hsds': 'anyone',
	'/feeds/hsds/services': 'anyone',
	'/feeds/hsds/services/[id]': 'anyone',
	'/feeds/hsds/organizations': 'anyone',
	'/feeds/hsds/service_at_locations': 'anyone',
	'/feeds/hsds/taxonomies': 'anyone',
	'/feeds/hsds/taxonomies/[id]': 'anyone',
	'/feeds/hsds/taxonomy_terms': 'anyone',
	'/feeds/hsds/taxonomy_terms/[id]': 'anyone',
	'/feeds/calendar/listing/[id].ics': 'anyone',
	'/feeds/calendar/search.ics': 'anyone',
	'/feeds/calendar/own/[secret].ics': 'anyone',
	'/dev/ui': 'anyone'
};

/** Who may open a route, or null when it declares nobody: then it is answered as if it did not exist. */
export function accessOf(routeId: string): Access | null {
	const [, group = ''] = routeId.split('/');
	return groups[group] ?? single[routeId] ?? null;
}

/** Whether the actor may open a route at all. Operations decide again about the object behind it. */
export function mayOpen(actor: Actor, access: Access): boolean {
	if (access === 'anyone') return true;
	if (actor.kind !== 'account') return false;
	if (access === 'coordinator') return actor.roles.includes('coordinator');
	return true;
}
