import { migrate as bringUp } from '#server/db/migrate.ts';
import { withDatabase, type Command } from './command.ts';

export const migrate: Command = {
	name: 'migrate',
	says: 'Brings the database to this version. A start does the same.',
	async run({ config, say }) {
		const applied = await withDatabase(config, ({ ownerUrl }) => bringUp(ownerUrl));
		for (const name of applied) say(`Applied ${name}`);
		if (applied.length === 0) say('The database is at this version already.');
	}
};
