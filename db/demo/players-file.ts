import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const SignIn = z.object({ name: z.string(), passphrase: z.string() });

/** Who plays in the demonstration's meeting, and how they sign in. Only on this machine, only for its owner. */
const Cast = z.object({
	groupId: z.uuid(),
	lead: SignIn,
	companion: SignIn,
	members: z.array(SignIn).min(1)
});
export type Cast = z.output<typeof Cast>;
export type SignIn = z.output<typeof SignIn>;

const fileIn = (dataDir: string): string => join(dataDir, 'players.json');

export function keepCast(dataDir: string, cast: Cast): void {
	const half = `${fileIn(dataDir)}.new`;
	writeFileSync(half, JSON.stringify(Cast.parse(cast), null, '\t'), { mode: 0o600 });
	renameSync(half, fileIn(dataDir));
}

/** Null where no demonstration was loaded. */
export function readCast(dataDir: string): Cast | null {
	if (!existsSync(fileIn(dataDir))) return null;
	return Cast.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
}
