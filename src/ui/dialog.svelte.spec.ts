import { createRawSnippet } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Circle from './Circle.svelte';
import Dialog from './Dialog.svelte';
import DialogInFrame from './DialogInFrame.fixture.svelte';
import Notice from './Notice.svelte';

const children = createRawSnippet(() => ({ render: () => '<p>It goes for everyone.</p>' }));

describe('a dialog', () => {
	const props = { title: 'Take it down?', close: 'Keep it', children };

	it('begins at its title, so that Enter does nothing yet', async () => {
		const screen = await render(Dialog, { ...props, open: true });
		await expect.element(screen.getByRole('heading', { name: 'Take it down?' })).toHaveFocus();
	});

	it('is named by its title', async () => {
		const screen = await render(Dialog, { ...props, open: true });
		await expect.element(screen.getByRole('dialog', { name: 'Take it down?' })).toBeVisible();
	});

	it('keeps the way out above itself, within reach and where it always is', async () => {
		const screen = await render(DialogInFrame);
		const [under, above] = screen.getByRole('button', { name: 'Leave now' }).elements();
		// A modal dialog puts the page under it out of reach; the second button stands in the dialog.
		const button = above ?? under;
		expect(button?.closest('dialog')).not.toBeNull();
		const { left, top, width, height } = button!.getBoundingClientRect();
		expect(document.elementFromPoint(left + width / 2, top + height / 2)).toBe(button);
		const first = screen.container.querySelector('form')!.getBoundingClientRect();
		expect([left, top]).toEqual([first.left, first.top]);
		await userEvent.tab({ shift: true });
		await userEvent.tab({ shift: true });
		expect(document.activeElement).toBe(button);
	});

	it('closes by its button and by Escape, says so, and gives focus back', async () => {
		const opener = document.createElement('button');
		document.body.append(opener);
		opener.focus();
		const onclose = vi.fn();
		const screen = await render(Dialog, { ...props, open: true, onclose });
		await userEvent.keyboard('{Escape}');
		await expect.poll(() => onclose.mock.calls.length).toBe(1);
		expect(document.activeElement).toBe(opener);
		await screen.rerender({ open: true });
		await screen.getByRole('button', { name: 'Keep it' }).click();
		await expect.poll(() => onclose.mock.calls.length).toBe(2);
		opener.remove();
	});
});

describe('a notice', () => {
	it.each([
		['quiet', 'status'],
		['good', 'status'],
		['attention', 'alert']
	] as const)('of the kind %s is read out as %s', async (kind, role) => {
		const screen = await render(Notice, { kind, children });
		await expect.element(screen.getByRole(role)).toBeVisible();
	});

	it('that was always there is not read out', async () => {
		const screen = await render(Notice, { kind: 'attention', still: true, children });
		expect(screen.container.querySelector('[role]')).toBeNull();
	});
});

describe('the circle', () => {
	const people = [
		{ id: '1', name: 'Fern', shape: 'leaf', palette: 1, holdsPiece: true },
		{ id: '2', name: 'Birch', shape: 'tree', palette: 2, state: 'away', note: 'away' },
		{ id: '3', name: 'Someone with a long name', shape: 'moon', palette: 3 }
	] as const;
	const props = { people, arc: 0.5, title: 'Three people.', list: ['Fern', 'Birch', 'Someone'] };

	it('has its words beside the picture', async () => {
		const screen = await render(Circle, props);
		await expect.element(screen.getByRole('img', { name: 'Three people.' })).toBeVisible();
		expect(screen.getByRole('listitem').elements()).toHaveLength(3);
	});

	it('shows who holds the piece and who is away by shape and word, not by colour alone', async () => {
		const { container } = await render(Circle, props);
		expect(container.querySelectorAll('.piece')).toHaveLength(1);
		expect(container.querySelector('.away .note')?.textContent).toBe('away');
	});

	it('shortens a name that has no room; the list keeps it whole', async () => {
		const { container } = await render(Circle, props);
		const names = Array.from(
			container.querySelectorAll('.person text'),
			(text) => text.textContent
		);
		expect(names).toContain('Someone wi…');
	});
});
