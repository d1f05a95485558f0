/**
 * The gateway as it is in the product, alone in a process: logins, memberships and events as they are
 * stored. Only the rate of words is lifted, and that few may be at the door
 * from one network. Asked by its
 * parent, it says how much memory it has, after collecting.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startGateway } from '../../src/gateway/gateway.ts';
import { openLog } from '../../src/server/log.ts';

const [databaseUrl, masterKeyFile, publicOrigin] = process.argv.slice(2) as [
	string,
	string,
	string
];
const unlimited = { burst: 1e9, perSecond: 1e9 };
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const server = createServer((_, response) => response.end());
await startGateway({
	...{ server, databaseUrl, config: { publicOrigin, masterKeyFile } },
	log: openLog({ level: 'warn', format: 'json' }),
	limits: { words: unlimited, commands: unlimited, strangersOfOneNetwork: 500 }
});
server.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));
process.on('message', () => {
	collect();
	process.send!(process.memoryUsage.rss());
});
process.on('disconnect', () => process.exit());
