import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOne } from '#test/support/feeds/bytes.ts';
import { withoutContacts } from './contacts.ts';

describe('free text', () => {
	it.each([
		['Write to pat@example.org for the key.', 'Write to … for the key.'],
		['Call Pat at (555) 010-4477 or 555.010.4478 first', 'Call Pat at … or … first'],
		['Kontakt: Tel. 030 1234567', 'Kontakt: Tel. …'],
		['Bitte anrufen: 030 1234567, Handy 0170 1234567', 'Bitte anrufen: …, Handy …'],
		['Appelez Claude au 06 12 34 56 78', 'Appelez Claude au …'],
		['Llame a Pat al 612 345 678, móvil +34 612 345 679', 'Llame a Pat al …, móvil …'],
		['Chiamare Pat: 333 123 4567', 'Chiamare Pat: …'],
		['Ligue para 21 2345 6789', 'Ligue para …'],
		['Bel Pat op 06-12345678', 'Bel Pat op …'],
		['Zadzwoń: 512 345 678', 'Zadzwoń: …'],
		['電話 03-1234-5678', '電話 …'],
		['Text +44 7700 900123, or ring Pat on 07700 900124', 'Text …, or ring Pat on …']
	])('loses how to reach somebody: %s', (said, kept) => {
		expect(withoutContacts(said)).toBe(kept);
	});

	it.each([
		'Zoom ID: 834 1234 5678, passcode 123456',
		'Call in: +1 646 555 0199',
		'In danger? Call 1-800-555-0199 or 988, or text HOME to 741741',
		'Ring 0800 555 0199 or 116 123 at any hour',
		'Since 2019. Contact us before 2026-03-01',
		'Einwahl: +49 30 1234567, Telefonkonferenz 1234567',
		'Hilfetelefon 08000 116 016, Anruf kostenlos: 0800 1110111',
		'Teléfono de la esperanza: llame al 900 123 456',
		'Belgium 1030 12345 67, callback 1234567',
		'We meet @ the hall, rooms 1234567'
	])('keeps the way into a meeting, helplines and days: %s', (said) => {
		expect(withoutContacts(said)).toBe(said);
	});

	it('read again stays as it is', () => {
		const part = fc.constantFrom('Call ', 'a@b.org', ' 555 010 4477', '-', '…', '@', ' Pat ', '0');
		fc.assert(
			fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
				const once = withoutContacts(parts.join(''));
				expect(withoutContacts(once)).toBe(once);
			})
		);
	});

	it('of a feed loses it too, and the report says so without repeating it', async () => {
		const notes = 'Ask Pat: pat@example.org';
		const { listing, problems } = await readOne('meeting-guide', {
			...{ slug: 'a', name: 'Evening group', city: 'Anytown', notes },
			conference_url: 'https://meet.example/room',
			conference_url_notes: 'Ask host@example.org for the code'
		});
		expect(listing?.description).toBe('Ask Pat: …');
		expect(problems).toEqual([
			{ field: 'notes', value: '', reason: 'contact_removed', outcome: 'repaired' }
		]);
		// What is said about getting in is said to be used.
		expect(listing?.joining.urlNotes).toBe('Ask host@example.org for the code');
	});
});
