import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bmltTraps } from '#test/support/feeds/bmlt.ts';
import { readAll, textOf } from '#test/support/feeds/bytes.ts';
import { hsdsTraps } from '#test/support/feeds/hsds.ts';
import { anyListing, arrived, leavingNow } from '#test/support/feeds/listings.ts';
import { meetingGuideTraps } from '#test/support/feeds/meeting-guide.ts';
import { feedOf } from '#test/support/feeds/traps.ts';
import type { LeavingListing } from './formats.ts';
import { writeHsds, writeMeetingGuide, writeMeetingGuideCsv } from './formats.ts';

const forms = {
	'meeting-guide': writeMeetingGuide,
	csv: writeMeetingGuideCsv,
	hsds: writeHsds
} as const;
type Form = keyof typeof forms;

const write = (form: Form, listings: readonly LeavingListing[]) =>
	textOf(forms[form](listings, leavingNow).chunks);

/** Reads what was written and writes it again; nothing of it may be refused. */
async function again(form: Form, text: string): Promise<string> {
	const rows = await readAll(form, text, { timeZone: null, source: 'from us' });
	const refusals = rows.flatMap(({ problems }) =>
		problems.filter(({ outcome, reason }) => outcome === 'rejected' && reason !== 'feed_empty')
	);
	expect(refusals).toEqual([]);
	return write(form, arrived(rows));
}

const incoming = {
	'meeting-guide': feedOf(meetingGuideTraps, 8).rows,
	bmlt: feedOf(bmltTraps, 12).rows,
	hsds: feedOf(hsdsTraps, 12).rows
};

describe.each(Object.keys(forms) as Form[])('export, import, export as %s', (form) => {
	it.each(Object.keys(incoming) as (keyof typeof incoming)[])(
		'is equal to the byte for what came in as %s',
		async (from) => {
			const listings = arrived(await readAll(from, JSON.stringify(incoming[from])));
			expect(listings.length).toBeGreaterThan(250);
			const first = await write(form, listings);
			expect(await again(form, first)).toBe(first);
		}
	);

	it('is equal to the byte for any listings at all', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.uniqueArray(anyListing, {
					maxLength: 4,
					selector: ({ source, key, listingId }) => `${source} ${key ?? listingId}`
				}),
				async (listings) => {
					const first = await write(form, listings);
					expect(await again(form, first)).toBe(first);
				}
			),
			{ numRuns: 150 }
		);
	});
});
