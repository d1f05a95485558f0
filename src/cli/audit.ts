import * as audit from '#lib/audit/server/audit.ts';
import { CannotStart } from '#server/cannot-start.ts';
import { minute, systemClock } from '#server/clock.ts';
import { openPool } from '#server/db/pool.ts';
import { openKeyRing } from '#server/keyring.ts';
import { withDatabase, type Command } from './command.ts';

const usage = `npm run -s holdspace -- audit verify

  Follows the record of what was done about reports from its beginning, and names the first row that is
  missing or was changed. Write down the last hash elsewhere: it shows later that no end was cut off.`;

export const auditCommand: Command = {
	name: 'audit',
	says: 'Checks the record of what was done about reports: audit verify',
	async run({ config, args, say }) {
		if (args.length !== 1 || args[0] !== 'verify') throw new CannotStart(usage);
		const { rows, broken, last } = await withDatabase(config, async ({ url }) => {
			const pool = openPool(url, { max: 1, statementTimeout: minute });
			const actor = { kind: 'system', job: 'cli: audit' } as const;
			const keys = openKeyRing(config.masterKeyFile);
			try {
				return await audit.verify({ db: pool.db, actor, now: systemClock, keys });
			} finally {
				await pool.close();
			}
		});
		say(sentence({ rows, broken, last }));
		if (broken !== null) process.exitCode = 1;
	}
};

const sentence = ({ rows, broken, last }: audit.Verdict): string =>
	broken === null
		? `${rows} rows, each as it was written. The last hash is ${last}.`
		: `Row ${broken} is missing, or is not as it was written. The ${rows} rows before it are.`;
