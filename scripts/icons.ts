/**
 * Writes `src/ui/icons.ts` from lucide-static (ISC): the icons named here, each as one SVG path.
 * Add a name, then run: node scripts/icons.ts. `--check` writes nothing and fails when it drifted.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { shapePath } from './shape-path.ts';

const names = `
	armchair arrow-left arrow-right badge-check bell calendar calendar-plus check chevron-down
	chevron-left chevron-right chevron-up circle-alert circle-check circle-help circle-user-round clock
	coffee compass copy door-closed door-open download ear ellipsis eye eye-off file-text flag globe hand
	heart-handshake house info key leaf life-buoy lightbulb link list lock log-in log-out mail map map-pin
	menu message-circle message-square message-square-off mic mic-off minus monitor moon notebook-pen
	pause pencil phone play plus printer refresh-cw search send settings shield skip-forward sprout
	sun trash-2 triangle-alert undo-2 unplug user-plus user-round users wifi-off x
`
	.trim()
	.split(/\s+/);

const target = new URL('../src/ui/icons.ts', import.meta.url);

async function read(name: string): Promise<string> {
	const file = new URL(`../node_modules/lucide-static/icons/${name}.svg`, import.meta.url);
	const svg = await readFile(file, 'utf8');
	const shapes = svg
		.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1)
		.matchAll(/<(\w+)([^>]*?)\/>/g);
	return Array.from(shapes, ([, tag = '', attributes = '']) => {
		const pairs = attributes.matchAll(/([\w-]+)="([^"]*)"/g);
		return shapePath(tag, Object.fromEntries(Array.from(pairs, ([, key, value]) => [key, value])));
	}).join('');
}

const entries = await Promise.all(names.map(async (name) => `'${name}': '${await read(name)}'`));
const text = await format(
	`// Written by scripts/icons.ts from lucide-static (ISC); do not edit.\n\n` +
		`/** An icon's name and its outline in a box of 24. */\n` +
		`export const icons = {${entries.join(',\n')}} as const;\n\n` +
		`export type IconName = keyof typeof icons;\n`,
	{ ...(await resolveConfig(target)), parser: 'typescript' }
);

const old = await readFile(target, 'utf8').catch(() => '');
if (old !== text && process.argv.includes('--check')) {
	console.error('src/ui/icons.ts drifted. Run: node scripts/icons.ts');
	process.exitCode = 1;
} else if (old !== text) {
	await writeFile(target, text);
	console.log('Wrote src/ui/icons.ts');
}
