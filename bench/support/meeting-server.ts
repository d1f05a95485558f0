/**
 * The gateway as it is in the product, alone in a process. Only the rate of words is lifted, and a login
 * is its account's id: hello is not what is measured.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startGateway } from '../../src/gateway/gateway.ts';
import { openLog } from '../../src/server/log.ts';

const [databaseUrl, masterKeyFile, publicOrigin] = process.argv.slice(2) as [
	string,
	string,
	string
];
const unlimited = { burst: 1e9, perSecond: 1e9 };

const server = createServer((_, response) => response.end());
await startGateway({
	...{ server, databaseUrl, config: { publicOrigin, masterKeyFile } },
	log: openLog({ level: 'warn', format: 'json' }),
	limits: { words: unlimited, commands: unlimited, strangers: 2000 },
	logins: {
		identify: (_ctx, { token }) =>
			Promise.resolve({ kind: 'account', accountId: token, loginId: token, roles: [] }),
		stillGood: (_ctx, ids) => Promise.resolve(new Set(ids))
	}
});
server.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
