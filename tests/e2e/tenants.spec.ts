/** A guest that reports another tenant's domain gets that tenant's password only if its own name was ticked. */
import { Estate } from '../../dev-gateway/estate/estate';
import { GuestEntry } from '../../dev-gateway/estate/estate-file';
import * as apply from './apply-page';
import { expect, test as base } from './fixtures';
import { Account, accountSet, fillAccount, openDialog, selectAll, start, tickGuests } from './guests-page';

const host = 'HV-TENANTS';
const contoso: Account = { user: 'CONTOSO\\guestadmin', password: 'Pa55w.rd!contoso' };
const fabrikam: Account = { user: 'FABRIKAM\\guestadmin', password: 'Pa55w.rd!fabrikam' };
/** FABRIKAM-WEB belongs to Fabrikam, reports Contoso's domain, and would take Contoso's account. */
const guests: readonly GuestEntry[] = [
    { name: 'CONTOSO-DB', os: '2019', sku: 8, inside: { accounts: [contoso] } },
    { name: 'CONTOSO-WEB', os: '2019', sku: 8, inside: { accounts: [contoso] } },
    { name: 'FABRIKAM-DB', os: '2019', sku: 8, intrinsic: { FullyQualifiedDomainName: 'db.fabrikam.com' }, inside: { accounts: [fabrikam] } },
    { name: 'FABRIKAM-WEB', os: '2019', sku: 8, inside: { accounts: [contoso, fabrikam] } }
];

const test = base.extend<{ estate: Estate }>({
    estate: ({ shared }, use) => use(shared.once('estate', () => new Estate({ domain: 'contoso.com', nodes: [{ name: host, os: '2019', guests }] }, 0)))
});

/** The users whose password each guest was given, once. */
function usersByGuest(estate: Estate): Record<string, readonly string[]> {
    const machines = estate.node(host)?.machines ?? [];
    return Object.fromEntries(
        machines.map(({ id, entry }) => [entry.name, [...new Set(estate.logons.filter(({ vmId }) => vmId === id).map(({ user }) => user))]])
    );
}

const theirOwn = {
    'CONTOSO-DB': [contoso.user],
    'CONTOSO-WEB': [contoso.user],
    'FABRIKAM-DB': [fabrikam.user],
    'FABRIKAM-WEB': [fabrikam.user]
};

for (const [what, open, startButton, run] of [
    ['reading', openDialog, 'button[form=avma-look-inside-form]', start],
    ['applying keys', apply.openDialog, 'button[form=avma-apply-form]', apply.start]
] as const) {
    test(`a lying guest gets no password of another tenant: ${what}`, async ({ tool, estate }) => {
        const frame = await tool.open(host, 'guests');
        await selectAll(frame);
        await open(frame);
        await fillAccount(frame, 0, contoso, /report contoso\.com/);
        // The group has whoever claims the domain, by the name that the host gave it, and nobody is ticked.
        const boxes = accountSet(frame, 0).locator('avma-guest-ticks').getByRole('checkbox');
        await expect(boxes).toHaveCount(3);
        await expect(boxes.and(frame.locator(':checked'))).toHaveCount(0);
        await expect(accountSet(frame, 0).getByText('Guests ticked: 0')).toBeVisible();
        await expect(accountSet(frame, 0).getByRole('button', { name: /^Tick all/ })).toHaveCount(0);
        await expect(frame.locator(startButton)).toBeDisabled();
        await tickGuests(frame, 0, ['CONTOSO-DB', 'CONTOSO-WEB']);
        await frame.getByRole('button', { name: 'Add an account' }).click();
        await fillAccount(frame, 1, fabrikam, /^Only guests that I tick$/);
        await tickGuests(frame, 1, ['FABRIKAM-DB', 'FABRIKAM-WEB']);
        // Fabrikam's guests report two domains.
        await expect(frame.getByText(/^FABRIKAM\\guestadmin goes to guests that report different domains/)).toBeVisible();
        await expect(frame.getByText(/^CONTOSO\\guestadmin goes to/)).toHaveCount(0);
        await tool.expectAccessible();
        await run(frame);
        if (what === 'applying keys') {
            await apply.ended(frame);
        }
        expect(usersByGuest(estate)).toEqual(theirOwn);
    });
}

test('an account is used again without its password, and never for a guest that was not ticked', async ({ tool, estate }) => {
    const frame = await tool.open(host, 'guests');
    await selectAll(frame);
    await openDialog(frame);
    await fillAccount(frame, 0, contoso, /^Only guests that I tick$/);
    await tickGuests(frame, 0, ['CONTOSO-DB']);
    await frame.getByLabel('Use the same account again for 15 minutes').check();
    const before = estate.logons.length;
    await start(frame);
    const entered = (): readonly string[] => estate.logons.slice(before).map(({ vmId }) => vmId);
    expect(new Set(entered()).size).toBe(1);
    await apply.openDialog(frame);
    await expect(accountSet(frame, 0).getByText('CONTOSO\\guestadmin, used before.', { exact: false })).toBeVisible();
    await expect(accountSet(frame, 0).getByLabel('Password', { exact: true })).toHaveCount(0);
    await expect(accountSet(frame, 0).getByText('Guests ticked: 0')).toBeVisible();
    await expect(apply.startButton(frame)).toBeDisabled();
    await tool.expectAccessible();
    await tickGuests(frame, 0, ['CONTOSO-WEB']);
    await apply.start(frame);
    await apply.ended(frame);
    const ids = (estate.node(host)?.machines ?? []).filter(({ entry }) => entry.name.startsWith('CONTOSO')).map(({ id }) => id);
    expect(new Set(entered())).toEqual(new Set(ids));
    // Forgotten, it is offered nowhere.
    await frame.getByRole('tab', { name: 'Guests' }).click();
    await selectAll(frame);
    await openDialog(frame);
    await frame.getByRole('button', { name: 'Forget CONTOSO\\guestadmin' }).click();
    await expect(accountSet(frame, 0).getByLabel('User name')).toHaveValue('');
    await expect(frame.getByText('used before')).toHaveCount(0);
});
