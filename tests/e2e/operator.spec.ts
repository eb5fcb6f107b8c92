/** What a member of Hyper-V Administrators sees who is no administrator, on a host and inside a guest. */
import { expect, test } from './fixtures';
import { fillAccount, openDialog, row, rows, selectAll, start } from './guests-page';

test('a Hyper-V administrator without service rights gets the guests and a truthful Overview', async ({ tool }) => {
    const frame = await tool.open('HV-OPERATOR', 'overview');
    await expect(frame.getByRole('heading', { name: 'As far as your account can read, HV-OPERATOR can activate guests' })).toBeVisible();
    await frame.getByText('4 other requirements met').click();
    const checks = frame.locator('.avma-checks > li');
    await expect(checks.filter({ hasText: 'The Hyper-V management service is running.' })).toHaveCount(1);
    await expect(checks.filter({ hasText: 'Your account can see the machines of this host.' })).toHaveCount(1);
    const unknown = checks.filter({ hasText: 'Unknown' });
    await expect(unknown).toHaveCount(1);
    await expect(unknown).toContainText('Licensing service');
    await expect(unknown).toContainText('Access denied to your account (0x80041003).');
    await expect(unknown.locator('.avma-fix')).toContainText('group Administrators');

    const notice = frame.locator('.avma-unread');
    await expect(notice).toContainText("Some facts couldn't be read with your account");
    await expect(notice.locator('.avma-fix')).toContainText('Manage as');
    await notice.locator('summary').click();
    await expect(notice.locator('pre')).toHaveText('sppsvcStartMode: 0x80041003\nsppsvcState: 0x80041003');
    await tool.expectAccessible();
    await tool.picture('operator-overview-light');
    await tool.setTheme('dark');
    await tool.expectAccessible();
    await tool.picture('operator-overview-dark');
    await tool.setTheme('light');
    await tool.page.setViewportSize({ width: 560, height: 800 });
    await tool.picture('operator-overview-narrow');

    await tool.page.setViewportSize({ width: 1280, height: 720 });
    await tool.go('guests');
    await expect(rows(frame)).toHaveCount(4);
    await expect(frame.getByText('4 items')).toBeVisible();
});

test('a host on which everything can be read says nothing of the kind', async ({ tool }) => {
    const frame = await tool.open('HV01', 'overview');
    await expect(frame.getByRole('heading', { name: 'HV01 can activate guests' })).toBeVisible();
    await expect(frame.locator('.avma-unread')).toHaveCount(0);
});

test('a guest account without administrator rights reads the license, and the details say what it could not read', async ({ tool }) => {
    const frame = await tool.open('HV-OPERATOR', 'guests?search=APP01');
    await selectAll(frame);
    await openDialog(frame);
    await fillAccount(frame, 0, { user: 'CONTOSO\\guestreader', password: 'Pa55w.rd!reader' }, /^All guests without/);
    await start(frame);
    await expect(row(frame, 'APP01').getByText(/^Verified/)).toBeVisible();
    await row(frame, 'APP01').click();
    const inside = frame.locator('.avma-inside');
    await expect(inside.getByText('Windows(R) Operating System, VOLUME_KMSCLIENT channel')).toBeVisible();
    await expect(inside.getByText('Access denied to your account (0x80041003).')).toHaveCount(2);
    await expect(inside.locator('.avma-fix')).toHaveText("To read the rest, use an account that's an administrator of the guest.");
    await tool.expectAccessible();
    await tool.picture('operator-guest-light');
    await tool.setTheme('dark');
    await tool.picture('operator-guest-dark');
});
