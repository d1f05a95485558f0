import { reportActions, reportsPage } from '../../../report-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => reportsPage(event, null);

const of = reportActions(() => null);
export const actions = {
	open: of.open,
	decide: of.decide,
	pass: of.pass,
	choose: of.choose,
	openAppeal: of.openAppeal,
	answerAppeal: of.answerAppeal
} satisfies Actions;
