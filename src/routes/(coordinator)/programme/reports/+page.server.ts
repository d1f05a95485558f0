import { decide, open, reportsPage } from '../../../report-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => reportsPage(event, null);

export const actions: Actions = {
	open: (event) => open(event, null),
	decide: (event) => decide(event, null)
};
