import { describe, expect, test } from 'vitest';
import { isDue, type Standing } from './schedule.ts';

const joinedAt = new Date('2026-01-05T12:00:00Z');
const day = (days: number) => new Date(joinedAt.getTime() + days * 86_400_000);
const week = (weeks: number) => day(weeks * 7);

const after = (more: Partial<Standing>): Standing => ({
	...{ joinedAt, thirdMeetingAt: week(2), answeredAt: null, choice: null },
	...more
});

describe('the first offer', () => {
	test('is not made before the third meeting, however long ago somebody joined', () => {
		expect(isDue(after({ thirdMeetingAt: null }), week(30))).toBe(false);
		expect(isDue(after({}), day(13))).toBe(false);
	});
	test('is made once the third meeting is over, and stands', () => {
		expect(isDue(after({}), week(2))).toBe(true);
		expect(isDue(after({}), week(5))).toBe(true);
	});
});

describe('the next offers', () => {
	const answered = (weeks: number) => after({ answeredAt: week(weeks) });
	test.each([
		[2, 5.9, false],
		[2, 6, true],
		[6.1, 11.9, false],
		[6.1, 12, true],
		[12.5, 23.9, false],
		[12.5, 24, true],
		[24.1, 35.9, false],
		[24.1, 36, true]
	])('answered %d weeks after joining: due after %d weeks? %s', (answeredAt, now, due) => {
		expect(isDue(answered(answeredAt), week(now))).toBe(due);
	});
	test('are never close together: an answer in week five is not followed by one in week six', () => {
		expect(isDue(answered(5), week(6))).toBe(false);
		expect(isDue(answered(5), week(7))).toBe(true);
	});
	test('somebody who missed several is asked once', () => {
		expect(isDue(answered(2), week(50))).toBe(true);
		expect(isDue(answered(50), week(53))).toBe(false);
	});
	test('somebody whose third meeting comes late is asked then', () => {
		const late = after({ thirdMeetingAt: week(20) });
		expect(isDue(late, week(19))).toBe(false);
		expect(isDue(late, week(20))).toBe(true);
	});
});

describe('what a member chose', () => {
	test('“later” means in a week', () => {
		const later = after({ choice: { choice: 'later', chosenAt: week(3) } });
		expect(isDue(later, day(27))).toBe(false);
		expect(isDue(later, week(4))).toBe(true);
	});
	test('“never ask again” is for good', () => {
		expect(isDue(after({ choice: { choice: 'never', chosenAt: week(3) } }), week(300))).toBe(false);
	});
});
