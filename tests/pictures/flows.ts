/**
 * How the pictures of the documents are taken: each flow does what an administrator does, and shoots on the way. Words on the screen are looked
 * up in the resources, so that a text may change without these flows.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FrameLocator } from '@playwright/test';
import { expect } from '../e2e/fixtures';
import { ended, fillAccount, moves, rows, selectAll, send } from '../e2e/guests-page';

const resources = JSON.parse(readFileSync(join(__dirname, '../../src/resources/strings/strings.resjson'), 'utf8')) as Record<string, string>;

/** A text of the tool. @throws Error for a key that it does not have */
function text(key: string): string {
    const found = resources[`CommunityAvma_${key}`];
    if (found === undefined) {
        throw new Error(`There is no text ${key}.`);
    }
    return found;
}

/** What a text begins with, before its first place for a fact. */
const begin = (key: string): string => text(key).split('{')[0];

interface Stage {
    /** Opens a host and a place in the tool. */
    readonly open: (host: string, path?: string) => Promise<FrameLocator>;
    readonly shoot: (name: string) => Promise<void>;
}

export interface Flow {
    readonly title: string;
    /** The names of its pictures, in the order in which they are taken. */
    readonly pictures: readonly string[];
    readonly run: (stage: Stage) => Promise<void>;
}

const account = { user: 'CONTOSO\\guestadmin', password: 'Pa55w.rd!guest' };
/** The guest that is reached over the network. */
const oldGuest = { label: text('LookInside_address').replace('{name}', 'LEGACY01'), address: 'legacy01.contoso.com' };

const tab = (frame: FrameLocator, key: string): Promise<void> => frame.getByRole('tab', { name: text(key), exact: true }).click();

async function openGuests(stage: Stage, query = ''): Promise<FrameLocator> {
    const frame = await stage.open('HV01', `guests${query}`);
    await expect(rows(frame).first()).toBeVisible();
    await expect(frame.locator('sme-loading-wheel')).toHaveCount(0);
    return frame;
}

async function openApply(frame: FrameLocator): Promise<void> {
    await frame
        .getByRole('menuitem', { name: text('Apply_action') })
        .first()
        .click();
    await expect(frame.getByRole('heading', { name: new RegExp(`^${begin('Apply_title')}\\d`) })).toBeVisible();
}

/** One account for all, which the dialog asks for in the same form wherever guests are entered. */
async function fillAccess(frame: FrameLocator): Promise<void> {
    await fillAccount(frame, 0, account, new RegExp(`^${text('LookInside_scopeAll')}`));
    await frame.getByLabel(oldGuest.label).fill(oldGuest.address);
}

export const flows: readonly Flow[] = [
    {
        title: 'a host that can activate',
        pictures: ['overview'],
        run: async stage => {
            const frame = await stage.open('HV01');
            await expect(frame.locator('.avma-guest-legend li').first()).toBeVisible();
            await expect(frame.getByText(text('Overview_attention'))).toBeVisible();
            await stage.shoot('overview');
        }
    },
    {
        title: 'a host that cannot',
        pictures: ['overview-standard'],
        run: async stage => {
            const frame = await stage.open('HV02');
            await expect(frame.locator('.avma-checks li').first()).toBeVisible();
            await expect(frame.getByText(text('Overview_noAttention'))).toBeVisible();
            await stage.shoot('overview-standard');
        }
    },
    {
        title: 'the guests of a host, and one of them',
        pictures: ['guests', 'details'],
        run: async stage => {
            const frame = await openGuests(stage);
            await stage.shoot('guests');
            await rows(frame).filter({ hasText: 'TEST01' }).click();
            await expect(frame.locator('avma-guest-details').getByText(text('Reasons_evaluationEdition_title')).first()).toBeVisible();
            await stage.shoot('details');
        }
    },
    {
        title: 'the history, and the report about it',
        pictures: ['history', 'usage-report'],
        run: async stage => {
            const frame = await stage.open('HV01', 'history');
            await expect(rows(frame).first()).toBeVisible();
            await expect(rows(frame).filter({ hasText: 'CRM01' }).first()).toBeVisible();
            await stage.shoot('history');
            await frame
                .getByRole('menuitem', { name: text('UsageReport_action') })
                .or(frame.getByRole('button', { name: text('UsageReport_action') }))
                .first()
                .click();
            await expect(frame.getByRole('button', { name: text('UsageReport_savePage') })).toBeVisible();
            await stage.shoot('usage-report');
        }
    },
    {
        title: 'another host, and what is known without one',
        pictures: ['what-if', 'reference-keys', 'error-code'],
        run: async stage => {
            const frame = await stage.open('HV01', 'what-if?version=2019');
            await expect(rows(frame).first()).toBeVisible();
            await expect(frame.locator('sme-loading-wheel')).toHaveCount(0);
            await stage.shoot('what-if');
            await stage.open('HV01', 'reference/keys');
            await expect(frame.getByText(text('Reference_keysText'))).toBeVisible();
            await stage.shoot('reference-keys');
            await stage.open('HV01', 'reference/errors?code=0xC004FD02');
            await expect(frame.getByRole('heading', { name: '0xC004FD02' })).toBeVisible();
            await stage.shoot('error-code');
        }
    },
    {
        title: 'looking inside',
        pictures: ['look-inside', 'inside'],
        run: async stage => {
            const frame = await openGuests(stage);
            await selectAll(frame);
            await frame
                .getByRole('menuitem', { name: text('LookInside_action') })
                .first()
                .click();
            await fillAccess(frame);
            await stage.shoot('look-inside');
            await send(frame);
            await ended(frame);
            await stage.shoot('inside');
        }
    },
    {
        title: 'applying keys: the plan, the run, and a key that has to be confirmed',
        pictures: ['apply-plan', 'apply-run', 'apply-confirm'],
        run: async stage => {
            const frame = await openGuests(stage);
            await selectAll(frame);
            await openApply(frame);
            await fillAccess(frame);
            await frame.locator('avma-plan-list li').first().scrollIntoViewIfNeeded();
            await stage.shoot('apply-plan');
            await frame.locator('button[form=avma-apply-form]').click();
            // One of them is off and is waited for; the others have ended by then.
            await expect(frame.getByRole('status').filter({ hasText: text('RunPhases_waiting') })).toBeVisible({ timeout: 50_000 });
            await stage.shoot('apply-run');
            await tab(frame, 'Guests_tab');
            await rows(frame).filter({ hasText: 'SQL01' }).click();
            await openApply(frame);
            await expect(frame.locator('[data-guest=SQL01] .avma-warning-box')).toBeVisible();
            await frame.locator('[data-guest=SQL01] .avma-warning-box').scrollIntoViewIfNeeded();
            await stage.shoot('apply-confirm');
        }
    },
    {
        title: 'the nodes of a cluster, and what moves between them do',
        pictures: ['hosts', 'moves'],
        run: async stage => {
            const frame = await stage.open('NODE1', 'hosts');
            await expect(rows(frame)).toHaveCount(4);
            await expect(frame.locator('sme-loading-wheel')).toHaveCount(0);
            await expect(frame.getByRole('button', { name: text('Hosts_retry') })).toBeVisible({ timeout: 30_000 });
            await stage.shoot('hosts');
            await stage.open('NODE1', 'guests');
            await expect(rows(frame).first()).toBeVisible();
            await selectAll(frame);
            await frame
                .getByRole('menuitem', { name: text('LookInside_action') })
                .first()
                .click();
            await fillAccount(frame, 0, account, new RegExp(`^${text('LookInside_scopeAll')}`));
            await send(frame);
            await ended(frame);
            await tab(frame, 'Hosts_tab');
            await expect(frame.getByRole('button', { name: text('Hosts_retry') })).toBeVisible({ timeout: 30_000 });
            await frame.locator('#avma-hosts-view').selectOption('moves');
            await frame.locator('#avma-drain').selectOption('NODE1');
            await expect(moves(frame, 'SHOP01')).toBeVisible();
            await stage.shoot('moves');
        }
    }
];

/** Every picture of the documents. */
export const pictureNames: readonly string[] = flows.flatMap(flow => flow.pictures);
