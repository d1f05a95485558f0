import { createRequire } from 'node:module';
import { pino, type Bindings, type DestinationStream, type LogFn, type Logger } from 'pino';
import { logSetting, type LogSetting } from './log-setting.ts';
import { withoutSecrets } from './log-redaction.ts';

export type Log = Logger;
type Child = (this: Logger, bound: Bindings, options?: object) => Logger;

/**
 * A log that drops what must never be logged, wherever it is nested (see `log-redaction.ts`).
 * The words of a line are constants of the code: values go into the object before them.
 */
export function openLog(setting: LogSetting, destination?: DestinationStream): Log {
	const to = destination ?? pino.destination({ dest: 1, sync: true });
	const log = pino(
		{
			level: setting.level,
			base: {},
			timestamp: pino.stdTimeFunctions.isoTime,
			formatters: {
				level: (level) => ({ level }),
				log: withoutSecrets
			},
			hooks: { logMethod: plainWords },
			// Errors are described by the formatter above; pino's own description carries their words.
			serializers: { err: (described: unknown) => described }
		},
		setting.format === 'pretty' ? pretty(to) : to
	);
	// pino writes what a child is bound to as it is; children of children inherit this.
	const bind = log.child as unknown as Child;
	const child: Child = function (bound, options) {
		return bind.call(this, withoutSecrets(bound), options);
	};
	log.child = child as unknown as Logger['child'];
	return log;
}

/**
 * Keeps values out of the words: nothing is woven into them, and an error given alone does not lend
 * its own message to the line.
 */
function plainWords(this: Logger, given: Parameters<LogFn>, write: LogFn): void {
	const [first, words] = given as unknown[];
	if (typeof first === 'string') write.call(this, {}, first);
	else write.call(this, first, typeof words === 'string' ? words : 'Something went wrong');
}

/** Loaded only when wanted: it is for eyes, and costs a tenth of the start. */
function pretty(destination: DestinationStream): DestinationStream {
	const require = createRequire(import.meta.url);
	const { prettyFactory } = require('pino-pretty') as {
		prettyFactory: (options: object) => (line: string) => string;
	};
	const format = prettyFactory({
		colorize: process.stdout.isTTY === true,
		translateTime: 'SYS:HH:MM:ss'
	});
	return { write: (line) => void destination.write(format(line)) };
}

function settingOrDefault(): LogSetting {
	const read = logSetting(process.env['HOLDSPACE_LOG']);
	// A wrong value is reported once, by `readConfig`.
	return 'problem' in read ? { level: 'info', format: 'json' } : read;
}

export const log: Log = openLog(settingOrDefault());
