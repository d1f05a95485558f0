import { expect, test } from 'vitest';
import agreements from '#content/groups/agreements.json' with { type: 'json' };
import { agreesNoContact } from './agreed.ts';

test.each([
	'No contact details in the group, please.',
	'We do not share phone numbers or addresses here.',
	'Never post your e-mail address.',
	'Nobody contacts anybody, no contact outside of this space.'
])('“%s” is a rule of no contact details', (item) => {
	expect(agreesNoContact(['Disagree kindly.', item])).toBe(true);
});

test.each([
	'No recording.',
	'Contact a facilitator when something is wrong.',
	'Speak for yourself.'
])('“%s” is none', (item) => {
	expect(agreesNoContact([item])).toBe(false);
});

test('the agreement that a group begins with leaves it to the people', () => {
	expect(agreesNoContact(agreements)).toBe(false);
});
