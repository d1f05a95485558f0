export const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export type Level = (typeof LEVELS)[number];
export type Format = 'json' | 'pretty';

export interface LogSetting {
	level: Level;
	format: Format;
}

/** Reads `debug`, `json` or `debug,json`. Pretty is for terminals, JSON for everything that collects. */
export function logSetting(
	value: string | undefined,
	terminal: boolean = process.stdout.isTTY === true
): LogSetting | { problem: string } {
	const setting: LogSetting = { level: 'info', format: terminal ? 'pretty' : 'json' };
	for (const word of (value ?? '').toLowerCase().split(/[\s,]+/)) {
		if (word === '') continue;
		if (word === 'json' || word === 'pretty') setting.format = word;
		else if (LEVELS.includes(word as Level)) setting.level = word as Level;
		else {
			return {
				problem: `HOLDSPACE_LOG may hold a level (${LEVELS.join(', ')}) and a form (json, pretty); it holds “${word}”.`
			};
		}
	}
	return setting;
}
