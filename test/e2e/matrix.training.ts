import { newId } from '#server/ids.ts';
import type { Row } from './matrix.table.ts';

/** Training for those who lead groups. */
export const learning: Record<string, Row> = {
	'/(member)/training': { page: 'staff' },
	// What the addresses here name is no module; reading one is tried in training.e2e.ts.
	'/(member)/training/[module]': {
		page: 'nobody',
		actions: { place: { who: 'nobody', body: () => ({ place: '1' }) } }
	},
	'/(member)/training/[module]/print': { page: 'nobody' },
	'/(member)/training/[module]/quiz': {
		page: 'nobody',
		actions: { default: { who: 'nobody', body: () => ({ sheet: newId(), 'a-x': 'a' }) } }
	},
	'/(member)/training/[module]/quiz/looked': { page: 'nobody' }
};
