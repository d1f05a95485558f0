import { decide, open, reportsPage } from '../../../../report-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	groupId: event.params.id,
	...(await reportsPage(event, event.params.id))
});

export const actions: Actions = {
	open: (event) => open(event, event.params.id),
	decide: (event) => decide(event, event.params.id)
};
