/** A person without a mouse: goes from control to control, and always sees which one has the focus. */
import { Locator } from '@playwright/test';
import { expect, Tool } from './fixtures';

export class Keyboard {
    constructor(private readonly tool: Tool) {}

    public async press(...keys: readonly string[]): Promise<void> {
        for (const key of keys) {
            await this.tool.page.keyboard.press(key);
        }
    }

    /** Presses a key until a control has the focus, and fails where a control on the way does not show that it has it. */
    public async reach(target: Locator, key = 'Tab'): Promise<void> {
        const way: string[] = [];
        for (let presses = 0; presses < 60 && !(await this.has(target)); presses++) {
            await this.press(key);
            way.push(await this.focused());
        }
        expect(await this.has(target), way.join('\n')).toBe(true);
        expect(
            way.filter(one => one.startsWith('unseen')),
            'controls that do not show their focus'
        ).toEqual([]);
    }

    /** Whether the focus is in an element. */
    public has(target: Locator): Promise<boolean> {
        return target.evaluateAll(all => all.some(one => one.contains(document.activeElement)));
    }

    /** Opens the dialog of the control that has the focus, goes once around in it, closes it, and is back where it was. */
    public async throughDialog(opener: Locator, dialog: Locator): Promise<void> {
        await this.press('Enter');
        await expect(dialog).toBeVisible();
        await expect.poll(() => this.has(dialog)).toBe(true);
        for (let presses = 0; presses < 12; presses++) {
            await this.press('Tab');
            expect(await this.has(dialog), await this.focused()).toBe(true);
        }
        await this.press('Escape');
        await expect(dialog).toHaveCount(0);
        await expect.poll(() => this.has(opener), { message: 'the focus is where the dialog was opened' }).toBe(true);
    }

    /** What has the focus, in words; begins with `unseen` where nothing shows it. */
    public focused(): Promise<string> {
        return this.tool.document().evaluate(() => {
            const active = document.activeElement;
            if (!active || active === document.body) {
                return 'outside';
            }
            const { outlineStyle, outlineWidth } = getComputedStyle(active);
            const seen = outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
            const name = active.getAttribute('aria-label') ?? active.textContent?.trim().slice(0, 40);
            return `${seen ? 'seen' : 'unseen'} ${active.tagName} ${active.id} ${name}`;
        });
    }
}
