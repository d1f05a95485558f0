import { reportActions, reportsPage } from '../../../../report-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	groupId: event.params.id,
	...(await reportsPage(event, event.params.id))
});

const of = reportActions((event) => event.params.id ?? '');
export const actions = {
	open: of.open,
	decide: of.decide,
	pass: of.pass,
	choose: of.choose,
	openAppeal: of.openAppeal,
	answerAppeal: of.answerAppeal
} satisfies Actions;
