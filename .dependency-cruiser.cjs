/**
 * Who may import whom (docs/ARCHITECTURE.md). Surfaces stand on operations, operations on the
 * platform; features meet at their front doors, and only downwards.
 */
const TIERS = [
	['accounts', 'org', 'audit'],
	['groups', 'library', 'coping', 'training', 'notices'],
	[
		'directory',
		'meetings',
		'shares',
		'wellbeing',
		'measures',
		'connections',
		'plans',
		'checkins',
		'referrals'
	],
	['safety', 'impact']
];
/** Vocabulary that every tier may speak; features of their own they are not. */
const VOCABULARY = ['words', 'crisis-lines'];
const SPEC = '\\.spec\\.ts$';
const any = (names) => `(${names.join('|')})`;

const upwards = TIERS.slice(0, -1).map((tier, index) => ({
	name: `tier-${index + 1}-looks-up`,
	comment: 'Features import downwards only. To tell a higher one something, write an event.',
	severity: 'error',
	from: { path: `^src/lib/${any(tier)}/`, pathNot: SPEC },
	to: { path: `^src/lib/${any(TIERS.slice(index + 1).flat())}/` }
}));

module.exports = {
	forbidden: [
		...upwards,
		{
			name: 'no-circles',
			comment: 'Two files that need each other are one idea, or three.',
			severity: 'error',
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }
		},
		{
			name: 'surfaces-are-leaves',
			comment:
				'Routes, gateway, worker and command line import each other never; only the start puts them together.',
			severity: 'error',
			from: { path: '^src/([^/]+)/', pathNot: ['^src/start/', SPEC] },
			to: { path: '^src/(routes|gateway|worker|cli)/', pathNot: '^src/$1/' }
		},
		{
			name: 'start-is-last',
			comment: 'Nothing is built on the composition root.',
			severity: 'error',
			from: { path: '^src/(?!start/|cli/|main\\.ts)', pathNot: SPEC },
			to: { path: '^src/(start/|main\\.ts)' }
		},
		{
			name: 'platform-knows-no-feature',
			severity: 'error',
			from: { path: '^src/server/', pathNot: SPEC },
			to: { path: '^src/(lib/(?!words/)|routes|gateway|worker|cli|ui)' }
		},
		{
			name: 'features-meet-at-the-front-door',
			comment:
				'Another feature is known by its vocabulary (x/x.ts) and its operations (x/server/x.ts).',
			severity: 'error',
			from: { path: '^src/lib/([^/]+)/', pathNot: SPEC },
			to: {
				path: '^src/lib/(?!$1/)',
				pathNot: [
					`^src/lib/${any(VOCABULARY)}/`,
					'^src/lib/(?<feature>[^/]+)/(server/)?\\k<feature>\\.ts$'
				]
			}
		},
		{
			name: 'operations-only',
			comment:
				'Surfaces call operations; queries, policies and presenters stay inside the feature.',
			severity: 'error',
			from: { path: '^(src/(routes|gateway|worker|cli|start|hooks)|db/demo)', pathNot: SPEC },
			to: {
				path: '^src/lib/[^/]+/server/',
				pathNot: '^src/lib/(?<feature>[^/]+)/server/\\k<feature>\\.ts$'
			}
		},
		{
			name: 'surfaces-speak-no-sql',
			comment: 'Queries stand in operations, where a policy comes before them.',
			severity: 'error',
			from: { path: '^src/(routes|gateway|worker|hooks)', pathNot: SPEC },
			to: { path: '^node_modules/(kysely|pg)/' }
		},
		{
			name: 'browser-safe-vocabulary',
			comment: 'What is outside a server folder may run in a browser.',
			severity: 'error',
			from: { path: '^src/lib/[^/]+/(?!server/)', pathNot: SPEC },
			to: {
				path: '^src/(server|lib/[^/]+/server)/',
				dependencyTypesNot: ['type-only']
			}
		},
		{
			name: 'ui-knows-no-product',
			severity: 'error',
			from: { path: '^src/ui/', pathNot: SPEC },
			to: { path: '^(src/(?!ui/)|content/|db/)' }
		},
		{
			name: 'app-modules-stay-in-pages',
			comment: 'Kit’s $app modules exist only in the built pages; operations run without them.',
			severity: 'error',
			from: {
				pathNot: [
					'^src/routes/',
					'^src/hooks',
					'^src/service-worker/',
					'\\.svelte$',
					'\\.svelte\\.ts$',
					'^src/app\\.d\\.ts'
				]
			},
			to: { path: '^\\$app/' }
		}
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '(^|/)\\$types' },
		tsConfig: { fileName: 'tsconfig.json' },
		tsPreCompilationDeps: true,
		enhancedResolveOptions: {
			conditionNames: ['import', 'node', 'default', 'types'],
			extensions: ['.ts', '.js', '.mjs', '.svelte', '.json'],
			exportsFields: ['exports']
		}
	}
};
