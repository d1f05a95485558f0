import pg from 'pg';
import { afterAll, afterEach, expect, test } from 'vitest';
import * as audit from '#lib/audit/server/audit.ts';
import type { Config } from '#server/config.ts';
import { inTransaction } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { openWorld } from '#test/support/world.ts';
import { auditCommand } from './audit.ts';

const world = await openWorld();
const owner = new pg.Client({ connectionString: world.ownerUrl });
await owner.connect();
afterAll(() => owner.end());
afterEach(() => {
	process.exitCode = undefined;
});

async function run(...args: string[]) {
	const said: string[] = [];
	const config = { databaseUrl: world.url, masterKeyFile: world.keyFile } as Config;
	await auditCommand.run({ config, args, say: (line) => said.push(line) });
	return { said: said.join('\n'), code: process.exitCode };
}

test('audit verify says that the record is whole, or names the first row that is not', async () => {
	for (let i = 0; i < 3; i++)
		await inTransaction(world.asAccount(newId()), (tx) =>
			audit.note(tx, {
				...{ kind: 'decided', role: 'coordinator', groupId: null, about: [], ofId: newId() }
			})
		);
	const whole = await run('verify');
	expect(whole.said).toMatch(/^3 rows, each as it was written\. The last hash is [0-9a-f]{64}\.$/);
	expect(whole.code).toBeUndefined();
	await owner.query(`update audit set kind = 'passed_on' where seq = 2`);
	expect(await run('verify')).toMatchObject({
		said: 'Row 2 is missing, or is not as it was written. The 1 rows before it are.',
		code: 1
	});
});

test('anything else is answered with how to use it', async () => {
	await expect(run('rewrite')).rejects.toThrow(/audit verify/);
	await expect(run()).rejects.toThrow(/audit verify/);
});
