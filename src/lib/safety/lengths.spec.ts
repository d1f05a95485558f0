import { expect, test } from 'vitest';
import { day, hour, minute, second } from '#server/clock.ts';
import { sayLength } from './lengths.ts';

test.each([
	[59 * second, '0 minutes'],
	[minute, '1 minute'],
	[30 * minute, '30 minutes'],
	[hour, '1 hour'],
	[24 * hour, '24 hours'],
	[2 * day - minute, '47 hours'],
	[2 * day, '2 days']
])('%d milliseconds are %s', (milliseconds, words) => {
	expect(sayLength(milliseconds)).toBe(words);
});
