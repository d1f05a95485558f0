import { describe, expect, it } from 'vitest';
import { countShifts } from './three-shifts.ts';

type Counter = ReturnType<typeof countShifts>;

function press(count: Counter, key: string, timeStamp: number): boolean {
	count.down({ key, timeStamp });
	return count.up({ key, timeStamp: timeStamp + 20 });
}

describe('Shift pressed three times', () => {
	it('leaves on the third press', () => {
		const count = countShifts();
		expect([0, 300, 600].map((at) => press(count, 'Shift', at))).toEqual([false, false, true]);
	});

	it('stays when the presses are more than five seconds apart', () => {
		const count = countShifts();
		expect([0, 2600, 5200].map((at) => press(count, 'Shift', at))).toEqual([false, false, false]);
		expect(press(count, 'Shift', 5300)).toBe(true);
	});

	it('does not count Shift held for a capital letter', () => {
		const count = countShifts();
		for (const at of [0, 200, 400, 600]) {
			count.down({ key: 'Shift', timeStamp: at });
			count.down({ key: 'A', timeStamp: at + 10 });
			expect(count.up({ key: 'Shift', timeStamp: at + 20 })).toBe(false);
		}
	});

	it('begins anew after another key or a press of the mouse', () => {
		const count = countShifts();
		press(count, 'Shift', 0);
		press(count, 'Shift', 100);
		count.other();
		expect(press(count, 'Shift', 200)).toBe(false);
		press(count, 'Shift', 300);
		press(count, 'Enter', 350);
		expect(press(count, 'Shift', 400)).toBe(false);
	});

	it('counts a key held down once, and not beside Control', () => {
		const count = countShifts();
		count.down({ key: 'Shift', timeStamp: 0 });
		count.down({ key: 'Shift', timeStamp: 10, repeat: true });
		count.down({ key: 'Shift', timeStamp: 20, repeat: true });
		expect(count.up({ key: 'Shift', timeStamp: 30 })).toBe(false);
		count.down({ key: 'Shift', timeStamp: 40, ctrlKey: true });
		expect(count.up({ key: 'Shift', timeStamp: 50 })).toBe(false);
		expect(press(count, 'Shift', 60)).toBe(false);
	});
});
