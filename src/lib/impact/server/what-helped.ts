import { sql, type Kysely } from 'kysely';
import { SYMPTOMS, type CountedTry, type Symptom } from '#lib/coping/coping.ts';
import * as coping from '#lib/coping/server/coping.ts';
import * as org from '#lib/org/server/org.ts';
import { consentVersions } from '#lib/wellbeing/wellbeing.ts';
import { minute } from '#server/clock.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import type { DB } from '#server/db/schema.ts';
import { yearUpTo } from '../quarters.ts';
import { tallyTries, whatHelped, type HelpedTally, type WhatHelped } from '../what-helped.ts';
import { newest } from './published.ts';

/** People whose tries are open in memory at the same time. */
const batchSize = 200;

/**
 * Counts what people tried by themselves in a year, of those who agree now that it is counted. Each box is opened
 * for this alone and forgotten; only totals leave.
 */
export async function tallyHelped(
	system: Ctx,
	year: { from: Date; until: Date }
): Promise<HelpedTally[]> {
	const tries: CountedTry[] = [];
	let last = '00000000-0000-0000-0000-000000000000';
	for (;;) {
		const { rows } = await sql<{ account_id: string }>`
			select c.account_id from consent c
			where c.purpose = 'what_helped' and c.revoked_at is null
				and c.version = ${consentVersions.what_helped} and c.account_id > ${last}
				and exists (select from practice p where p.account_id = c.account_id
					and p.tried_at >= ${year.from} and p.tried_at < ${year.until})
			order by c.account_id limit ${batchSize}`.execute(system.db);
		for (const { account_id: accountId } of rows)
			tries.push(...(await coping.countable(system, accountId, year)));
		if (rows.length < batchSize) return tallyTries(tries);
		last = rows.at(-1)!.account_id;
	}
}

/** What helped people here in the year up to a quarter’s end: counted once, when it was over. */
export interface HelpedHere {
	from: Date;
	until: Date;
	timeZone: string;
	/** The best known first. */
	rows: WhatHelped[];
}

/** Anybody may ask, and it changes four times a year: one answer serves for a while. */
const freshFor = 5 * minute;
const recent = new WeakMap<Kysely<DB>, { at: number; answer: Promise<HelpedHere | null> }>();

/**
 * What helped people here, for everybody: an account is made in a minute, so numbers are those for outside. Null
 * before a quarter was published.
 */
export async function helpedHere(ctx: Ctx): Promise<HelpedHere | null> {
	const now = ctx.now().getTime();
	const known = recent.get(ctx.db);
	if (known && now >= known.at && now - known.at < freshFor) return known.answer;
	const answer = counted(ctx);
	recent.set(ctx.db, { at: now, answer });
	answer.catch(() => recent.delete(ctx.db));
	return answer;
}

async function counted(ctx: Ctx): Promise<HelpedHere | null> {
	const organisation = await org.organisation(ctx);
	if (!organisation) return null;
	const { timeZone } = organisation;
	const last = await asSystem(ctx, 'impact: what helped, as it was published', newest);
	if (!last) return null;
	return { ...yearUpTo(last.quarter, timeZone), timeZone, rows: rowsOf(last.totals) };
}

/** What is no symptom any more is not shown. */
function rowsOf({ helped }: { helped: (Omit<HelpedTally, 'symptom'> & { symptom: string })[] }) {
	const known = helped.flatMap((tally) => {
		const symptom = SYMPTOMS.find((one): one is Symptom => one === tally.symptom);
		return symptom ? [{ ...tally, symptom }] : [];
	});
	return whatHelped(known, 'outside');
}
