import { looking } from '#lib/coping/coping.ts';
import { anything, Wanted } from '#lib/coping/library.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ wanted: anything, found: looking(anything) });

/** What is looked for is posted, so that no address bar and no history says it. */
export const actions: Actions = {
	default: (event) =>
		formAction(event, Wanted, (wanted) => Promise.resolve({ wanted, found: looking(wanted) }))
};
