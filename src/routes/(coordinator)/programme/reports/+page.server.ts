import { reportActions, reportsPage } from '../../../report-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => reportsPage(event, null);

export const actions = reportActions(() => null) satisfies Actions;
