import { newId } from '#server/ids.ts';
import type { Row } from './matrix.table.ts';

/** Training for those who lead groups. */
export const learning: Record<string, Row> = {
	'/(member)/training': { page: 'staff' },
	'/(member)/training/[module]': {
		page: 'staff',
		actions: { place: { who: 'staff', body: () => ({ place: '1' }) } }
	},
	'/(member)/training/[module]/print': { page: 'staff' },
	'/(member)/training/[module]/quiz': {
		page: 'staff',
		actions: { default: { who: 'staff', body: () => ({ sheet: newId(), 'a-x': 'a' }) } }
	},
	// Before the first try there is nothing to look at.
	'/(member)/training/[module]/quiz/looked': { page: 'nobody' },
	'/(member)/training/replies': { page: 'staff' },
	'/(member)/training/replies/[reply]': {
		page: 'staff',
		actions: { default: { who: 'staff', body: () => ({ text: 'Planted by nobody.' }) } }
	},
	'/(member)/training/practice/[scene]': {
		page: 'staff',
		actions: {
			choose: { who: 'staff', body: () => ({ step: '0', choice: 'a' }) },
			back: { who: 'staff', body: () => ({ step: '1' }) },
			again: { who: 'staff', body: () => ({ step: '1' }) }
		}
	}
};
