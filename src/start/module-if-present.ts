import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A module that this checkout may not have yet, such as the demo world's loader. */
export async function moduleIfPresent<Module>(url: URL): Promise<Module | undefined> {
	if (!existsSync(fileURLToPath(url))) return undefined;
	return (await import(url.href)) as Module;
}
