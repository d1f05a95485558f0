import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DirectoryQuery, queryFields } from '../inputs.ts';
import { queryFrom } from '../link.ts';
import { readPlainly } from './plain-query.ts';

const bySchema = (asked: string) => DirectoryQuery.safeParse(queryFrom(new URLSearchParams(asked)));

test('a plain question is read without the schema, as the schema reads it', () => {
	const asked =
		'q=caf%C3%A9+hope&near=52.5,-0.13&within_km=25&weekday=0,6&from=22:00&to=01:00&tz=Europe/London' +
		'&mode=online,phone&language=en,de&access=captions&sort=distance&limit=5&source=own';
	expect(readPlainly(asked)).toEqual(bySchema(asked).data);
	expect(readPlainly(asked)).toMatchObject({
		q: 'café hope',
		from: 1320,
		weekday: [0, 6],
		limit: 5
	});
	expect(readPlainly('')).toEqual(bySchema('').data);
});

test.each([
	...[
		'q',
		'q=',
		'q=a&q=b',
		'limit=0',
		'limit=101',
		'limit=1.5',
		'unknown=1',
		'near=91,0',
		'near=1'
	],
	...[
		'within_km=5',
		'nearest=3',
		'sort=distance',
		'near=1,2&place=Bonn',
		'mode=online,',
		'tz=Nowhere'
	],
	...[
		'from=25:00',
		'to=24:00',
		'weekday=7',
		'language=EN',
		'q=%',
		'q=%ff',
		'&',
		'mode=walking',
		'__proto__=1'
	]
])('%s is left to the schema', (asked) => expect(readPlainly(asked)).toBeNull());

test('whatever is asked, it says the same as the schema or nothing', () => {
	const values = [
		...[
			'',
			'a',
			' a',
			'a b',
			'é',
			'%',
			'1',
			'0',
			'07',
			'1e1',
			'-5',
			'20037',
			'20038',
			'1000',
			'1001'
		],
		...['52.5,13.4', '+1,2', '1, 2', '-90,180', '-91,0', '09:30', '24:00', '23:59', 'own', 'Own'],
		...[
			'online',
			'online,phone',
			'online,,phone',
			'en',
			'en,DE',
			'next',
			'distance',
			'UTC',
			'Europe/London'
		],
		...[
			'europe/london',
			'+01:00',
			'combat',
			'women',
			'captions',
			'free',
			'peer',
			'open',
			'6',
			'6,0',
			'6,7'
		]
	];
	const names = [...Object.keys(queryFields.shape), 'other', ''];
	const parameter = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...values));
	fc.assert(
		fc.property(fc.array(parameter, { maxLength: 5 }), fc.boolean(), (parameters, isEncoded) => {
			const params = new URLSearchParams(parameters);
			const asked = isEncoded
				? params.toString()
				: parameters.map(([name, value]) => `${name}=${value}`).join('&');
			const plain = readPlainly(asked);
			if (plain) expect(plain).toEqual(bySchema(asked).data);
		}),
		{ numRuns: 5000, seed: 5 }
	);
});
