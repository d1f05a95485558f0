import { expect, test } from 'vitest';
import { iconsIn } from './icons-for-browsers.ts';

const icons = { leaf: 'M1 1', 'arrow-left': 'M2 2', lock: 'M3 3' };

test('a module brings the icons that it names', () => {
	expect(iconsIn(`Button({ icon: "arrow-left" }); const a = b ? 'leaf' : 'tree'`, icons)).toEqual({
		leaf: 'M1 1',
		'arrow-left': 'M2 2'
	});
	expect(iconsIn('const lock = 1; block()', icons)).toEqual({});
});

test('what shows all of them brings all of them', () => {
	expect(iconsIn(`import { icons } from '../../ui/icons.ts';`, icons)).toEqual(icons);
	expect(iconsIn(`import { icons, other } from "#ui/icons.ts";`, icons)).toEqual(icons);
});
