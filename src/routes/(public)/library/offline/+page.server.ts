import { strategies } from '#lib/coping/coping.ts';
import type { PageServerLoad } from './$types';

/** Kept on the device by src/service-worker: without scripts, and the same for everybody. */
export const csr = false;

export const load: PageServerLoad = () => ({
	strategies: strategies.map(({ page, title, minutes, worksWith, alone, together, ...rest }) => ({
		...{ page, title, minutes, worksWith, alone, together },
		...{ symptoms: rest.symptoms, steps: rest.steps, cautions: rest.cautions }
	}))
});
