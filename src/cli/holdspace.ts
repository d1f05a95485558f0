import { CannotStart } from '#server/cannot-start.ts';
import { SettingsError } from '#server/config.ts';
import { MigrationError } from '#server/db/migrate.ts';
import { KeyFileError } from '#server/keyring.ts';
import { auditCommand } from './audit.ts';
import { configNow, type Command } from './command.ts';
import { directoryCommand } from './directory.ts';
import { migrate } from './migrate.ts';
import { status } from './status.ts';

const COMMANDS: Command[] = [status, migrate, directoryCommand, auditCommand];
const EXPECTED = [CannotStart, SettingsError, MigrationError, KeyFileError];

const say = (line: string) => void process.stdout.write(`${line}\n`);
const [name, ...args] = process.argv.slice(2);

function help(): string {
	const wide = Math.max(...COMMANDS.map((command) => command.name.length));
	return [
		'npm run -s holdspace -- COMMAND',
		'',
		...COMMANDS.map((command) => `  ${command.name.padEnd(wide)}   ${command.says}`),
		'',
		'Settings are the same as for npm start; npm start -- --help lists them.'
	].join('\n');
}

async function main(): Promise<void> {
	if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
		say(help());
		return;
	}
	const command = COMMANDS.find((known) => known.name === name);
	if (!command) throw new CannotStart(`There is no command ${name}.\n\n${help()}`);
	await command.run({ config: configNow(), args, say });
}

try {
	await main();
} catch (error) {
	const known = EXPECTED.some((kind) => error instanceof kind);
	process.stderr.write(`${known ? (error as Error).message : (error as Error).stack}\n`);
	process.exitCode = 1;
}
