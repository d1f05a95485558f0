import { reportActions, reportsPage } from '../../../../report-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	groupId: event.params.id,
	...(await reportsPage(event, event.params.id))
});

export const actions = reportActions((event) => event.params.id ?? '') satisfies Actions;
