/** Goes through every screen and dialog of the tool in any language, and stops at each of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FrameLocator, Locator } from '@playwright/test';
import { pseudoText } from '../../dev-gateway/gateway/pseudo-language';
import { expect, Tool } from './fixtures';
import { moves, right, row, rows } from './guests-page';

const resources = JSON.parse(readFileSync(join(__dirname, '../../src/resources/strings/strings.resjson'), 'utf8')) as Record<string, string>;

/** The parts of a walk, in its order. */
export const walkParts = ['overview', 'guests', 'inside', 'apply', 'hosts', 'history', 'whatIf', 'reference', 'failure'] as const;

export type WalkPart = (typeof walkParts)[number];

export interface Walk {
    readonly tool: Tool;
    /** The first node of a cluster of `screenEstate`. */
    readonly host: string;
    /** The language of the shell. */
    readonly language: string;
    /** What is walked through, in this order. */
    readonly parts: readonly WalkPart[];
    /** Called on each screen once it is complete. */
    visit(screen: string): Promise<void>;
}

const topics = ['keys', 'hosts', 'errors', 'answerFiles', 'leave', 'editions', 'kmsKeys', 'about', 'remembered'] as const;

/** The steps of one walk; each begins where it does not matter what the step before has left. */
class Walker {
    constructor(
        private readonly walk: Walk,
        private readonly frame: FrameLocator
    ) {}

    public async overview(): Promise<void> {
        await expect(this.frame.locator('.avma-guest-legend li').first()).toBeVisible();
        await expect(this.frame.locator('.avma-findings li').first()).toBeVisible();
        await this.frame.locator('.avma-checks-met summary').click();
        await this.walk.visit('overview');
    }

    public async guests(): Promise<void> {
        await this.go('guests');
        await expect(rows(this.frame).nth(4)).toBeVisible();
        await this.walk.visit('guests');
        await this.frame.locator('[data-uta-id=column-picker-button]').click();
        await this.dialog('guests-columns');
        await this.row('EVAL01').click();
        await expect(this.frame.locator('avma-guest-details')).toBeVisible();
        await this.unfold('avma-guest-details');
        await this.walk.visit('guest-evaluation');
        await this.row('AVMA01').click();
        await expect(this.frame.locator('avma-guest-history tbody tr').first()).toBeVisible();
        await this.walk.visit('guest');
        const items = this.frame.getByRole('button', { name: this.words('RemoveItems_action') });
        await items.scrollIntoViewIfNeeded();
        await this.walk.visit('guest-end');
        await items.click();
        await this.dialog('remove-items');
        await this.action('DataExchange_action', 'DataExchange_disable');
        await this.dialog('data-exchange');
        await this.go('guests?search=no-such-guest');
        await expect(rows(this.frame)).toHaveCount(0);
        await this.walk.visit('guests-none');
    }

    public async inside(): Promise<void> {
        await this.go('guests');
        await this.select(['AVMA01', 'BROKEN01', 'LEGACY01', 'LINUX01']);
        await this.action('LookInside_action');
        await this.frame.locator('#avma-look-inside-form details summary').click();
        await this.frame.getByRole('button', { name: this.words('LookInside_add') }).click();
        await this.frame.locator('#scope0').selectOption('named');
        await this.frame.locator('avma-guest-ticks input[type=checkbox]').first().check();
        await this.walk.visit('look-inside');
        await this.frame.getByText(this.words('LookInside_modeList'), { exact: true }).click();
        await this.frame.locator('#avma-account-list').fill('nobody;x;y');
        await this.walk.visit('look-inside-list');
        await this.frame.locator('#avma-account-list').fill(`avma01;${right.user};${right.password}\nbroken01;${right.user};${right.password}`);
        await this.frame.locator('button[form=avma-look-inside-form]').click();
        const group = this.frame.locator('.avma-run-group > summary').first();
        await group.click({ timeout: 60_000 });
        await expect(this.row('AVMA01').locator('.avma-evidence-verified')).toBeVisible();
        await this.walk.visit('look-inside-ended');
    }

    public async apply(): Promise<void> {
        await this.go('apply');
        await expect(this.frame.locator('.avma-page-state')).toBeVisible();
        await this.walk.visit('apply-none');
        await this.go('guests');
        await this.select(['APP01', 'MAK01', 'OFF01', 'LINUX01']);
        await this.action('Apply_action');
        await expect(this.frame.locator('.avma-plan li').first()).toBeVisible();
        await this.walk.visit('apply');
        await this.frame.locator('fieldset.avma-account input[type=text]').fill(right.user);
        await this.frame.locator('fieldset.avma-account input[type=password]').fill(right.password);
        await this.unfold('#avma-apply-form');
        await this.frame.locator('#avma-apply-form .avma-check input').last().scrollIntoViewIfNeeded();
        await this.walk.visit('apply-end');
        await this.frame.locator('button[form=avma-apply-form]').click();
        await expect(this.frame.locator('tr[data-guest=APP01]')).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
        await this.walk.visit('apply-waiting');
        await this.frame.locator('.avma-run-wait button').click();
        const dismiss = this.frame.getByRole('button', { name: this.words('LookInside_dismiss'), exact: true });
        await expect(dismiss).toBeVisible({ timeout: 30_000 });
        await this.walk.visit('apply-ended');
        await dismiss.click();
        await this.frame.locator('.avma-earlier-run > summary').click();
        await this.walk.visit('apply-earlier');
    }

    public async hosts(): Promise<void> {
        await this.go('hosts');
        await expect(rows(this.frame)).toHaveCount(2);
        await expect(this.frame.getByRole('button', { name: this.words('Hosts_showGuests') })).toBeEnabled({ timeout: 30_000 });
        await this.walk.visit('hosts');
        await this.row(`${this.walk.host}-B`).click();
        await expect(this.frame.locator('avma-host-details avma-host-checks > :first-child')).toBeVisible();
        await this.walk.visit('host');
        await this.frame.getByRole('button', { name: this.words('Hosts_choose') }).click();
        await this.frame.locator('#avma-hosts-others').fill('no host\nHV99');
        await this.dialog('hosts-choose');
        await this.frame.getByRole('button', { name: this.words('UsageReport_action') }).click();
        await this.frame.getByRole('button', { name: this.words('UsageReport_create') }).click();
        await expect(this.frame.getByRole('button', { name: this.words('UsageReport_saveTable') })).toBeVisible();
        await this.dialog('hosts-report');
        await this.frame.locator('#avma-hosts-view').selectOption('moves');
        await this.frame.locator('#avma-drain').selectOption(this.walk.host);
        await moves(this.frame, 'AVMA01').getByRole('button').click();
        await expect(this.frame.locator('avma-move-details')).toBeVisible();
        await this.walk.visit('moves');
    }

    public async history(): Promise<void> {
        await this.go('history');
        await expect(rows(this.frame)).toHaveCount(5);
        await this.walk.visit('history');
        await rows(this.frame).first().click();
        await expect(this.frame.locator('avma-event-details')).toBeVisible();
        await this.unfold('avma-event-details');
        await this.walk.visit('event');
        await this.action('UsageReport_action');
        await expect(this.frame.getByRole('button', { name: this.words('UsageReport_saveTable') })).toBeVisible();
        await this.dialog('usage-report');
    }

    public async whatIf(): Promise<void> {
        await this.go('what-if?version=2016');
        await expect(rows(this.frame).first()).toBeVisible();
        await this.walk.visit('what-if');
        await this.frame.locator('#avma-if-source').selectOption('host');
        await this.frame.locator('#avma-if-host').fill('GONE');
        await this.frame.locator('#avma-if-host').press('Enter');
        await expect(this.frame.locator('.avma-warning-box')).toBeVisible();
        await this.walk.visit('what-if-host');
        await this.frame.locator('#avma-if-source').selectOption('file');
        await this.frame.locator('#avma-if-file').setInputFiles({ name: 'facts.json', mimeType: 'application/json', buffer: Buffer.from('{}') });
        await expect(this.frame.locator('.avma-warning-box')).toBeVisible();
        await this.walk.visit('what-if-file');
    }

    public async reference(): Promise<void> {
        for (const topic of topics) {
            await this.go(`reference/${topic}${topic === 'errors' ? '?code=0xC004FD02' : ''}`);
            await expect(this.frame.getByRole('heading', { name: this.words(`Reference_${topic}`), level: 2, exact: true })).toBeVisible();
            await this.unfold('.avma-reference');
            await this.walk.visit(`reference-${topic}`);
        }
    }

    /** Opens another host, with which everything is loaded anew: the last step. */
    public async failure(): Promise<void> {
        const frame = await this.walk.tool.open('GONE', 'guests');
        await frame.locator('.avma-page-state summary').click();
        await this.walk.visit('failure');
    }

    /** A text of the resources as this walk's language has it. */
    private words(key: string): string {
        const text = resources[`CommunityAvma_${key}`];
        expect(text, key).toBeTruthy();
        return pseudoText(text, this.walk.language);
    }

    private async go(path: string): Promise<void> {
        await this.walk.tool.go(path);
        await expect(this.frame.locator('main')).toBeVisible();
    }

    private row(name: string): Locator {
        return row(this.frame, name).first();
    }

    private async select(names: readonly string[]): Promise<void> {
        await expect(rows(this.frame).first()).toBeVisible();
        for (const [index, name] of names.entries()) {
            await this.row(name).click({ modifiers: index === 0 ? [] : ['Control'], position: { x: 60, y: 10 } });
        }
    }

    /** Chooses in the action bar, which keeps what has no room behind a button of the SDK, in its own words. */
    private async action(menu: string, entry?: string): Promise<void> {
        const item = this.frame.getByRole('menuitem', { name: this.words(menu) });
        await expect(this.frame.getByRole('menuitem').first()).toBeVisible();
        if ((await item.count()) === 0) {
            await this.frame.locator('[data-uta-id=action-bar-more]').click();
        }
        await item.last().click();
        if (entry) {
            // Not by mouse: what the menu's button says to whoever points at it lies upon its first entries.
            await this.frame.getByRole('menuitem', { name: this.words(entry), exact: true }).dispatchEvent('click');
        }
    }

    /** Stops at the open dialog, and closes it. */
    private async dialog(screen: string): Promise<void> {
        await expect(this.frame.locator('[aria-modal=true]')).toBeVisible();
        await this.walk.visit(screen);
        await this.walk.tool.page.keyboard.press('Escape');
        await expect(this.frame.locator('[aria-modal=true]')).toHaveCount(0);
    }

    /** Opens whatever is folded in a part of the screen. */
    private async unfold(place: string): Promise<void> {
        await this.frame.locator(`${place} details`).evaluateAll(all => all.forEach(one => one.setAttribute('open', '')));
    }
}

export async function walkScreens(walk: Walk): Promise<void> {
    const walker = new Walker(walk, await walk.tool.open(walk.host, 'overview'));
    for (const part of walk.parts) {
        await walker[part]();
    }
}
