import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('../../../../shared/reference/', import.meta.url);

/** A file of the published specifications, which stand beside the repository and not in it. */
export function reference(path: string): unknown {
	const file = fileURLToPath(new URL(path, folder));
	let text: string;
	try {
		text = readFileSync(file, 'utf8');
	} catch {
		throw new Error(
			`The specification ../shared/reference/${path} is not beside the repository. Without it nobody ` +
				'can say whether what leaves is right: put the folder there and run the tests again.'
		);
	}
	return JSON.parse(text);
}
