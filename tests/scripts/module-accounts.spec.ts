/** Accounts at a console: the module's functions take a credential, use it as carefully as the tool uses its accounts, and leave nothing of it anywhere. */
import { Estate } from '../../dev-gateway/estate/estate';
import { RunEvent } from '../../dev-gateway/powershell/engine-api';
import { keys } from './support/key-installer';
import { ModuleConsole } from './support/module-console';

/** It could be nothing else, wherever it turns up. */
const canary = { user: 'CONTOSO\\guestadmin', password: 'c4n4ry-pass' };

function estateOf(count: number): Estate {
    const guests = Array.from({ length: count }, (_, index) => ({ name: `A${index}`, os: '2019', guestItems: [{ name: 'OldItem', data: 'x' }] }));
    return new Estate({ domain: 'contoso.com', nodes: [{ name: 'HV', os: '2019', guestAccounts: [canary], guests }] }, 0);
}

/** What each function is called with, after a pipeline of guests. */
const calls = {
    'Get-AvmaActivation': 'Get-AvmaActivation -Credential $credential',
    'Get-AvmaEvent': 'Get-AvmaEvent -Ids 12309 -Credential $credential',
    'Install-AvmaKey': 'Get-AvmaKey | Install-AvmaKey -Credential $credential',
    'Remove-AvmaDataExchangeItem': 'Remove-AvmaDataExchangeItem -Names OldItem -Credential $credential'
} as const;

/** A console with `$credential` in it. */
async function consoleWith(estate: Estate, password: string): Promise<ModuleConsole> {
    const typed = await ModuleConsole.open(estate, 'HV', { logParameters: true });
    await typed.type(`$password = New-Object -TypeName System.Security.SecureString
'${password}'.ToCharArray() | ForEach-Object { $password.AppendChar($_) }
$credential = New-Object -TypeName PSCredential -ArgumentList '${canary.user}', $password`);
    return typed;
}

describe('The module at a console', () => {
    it('enters one guest after the other with one credential, which stays usable', async () => {
        for (const [command, call] of Object.entries(calls)) {
            const estate = estateOf(3);
            const typed = await consoleWith(estate, canary.password);
            for (const round of [1, 2]) {
                const { rows, errors, failure } = await typed.type(`Get-AvmaGuest | ${call}`);
                expect([errors, failure, rows.filter(row => row.error)])
                    .withContext(command)
                    .toEqual([[], null, []]);
                expect(new Set(rows.map(row => row.vmId)).size).toBe(3);
                expect(estate.logons.map(logon => [logon.user, logon.success])).toEqual(Array.from({ length: 3 * round }, () => [canary.user, true]));
            }
            await typed.close();
        }
    });

    it('tries a refused account on no further guest, and says of each that it did not', async () => {
        for (const [command, call] of Object.entries(calls)) {
            const estate = estateOf(4);
            const typed = await consoleWith(estate, 'wrong');
            const { rows, errors, failure } = await typed.type(`Get-AvmaGuest | ${call}`);
            await typed.close();
            const ids = estate.node('HV')?.machines.map(machine => machine.id.toLowerCase()) ?? [];
            expect(estate.logons.map(logon => logon.success))
                .withContext(command)
                .toEqual([false]);
            expect(new Set(rows.map(row => row.vmId))).toEqual(new Set([ids[0]]));
            expect((rows[rows.length - 1].error as { code: string }).code).toBe('credentialRefused');
            expect(errors.map(error => error.errorId)).toEqual(Array.from({ length: 3 }, () => 'AccountRefusedBefore,Test-Visit'));
            expect(errors.map(error => ids.find(id => error.message.includes(`on ${id},`)))).toEqual(ids.slice(1));
            expect(failure).toBeNull();
        }
    });

    it('goes on after any other failure', async () => {
        const estate = new Estate(
            {
                domain: 'contoso.com',
                nodes: [
                    {
                        name: 'HV',
                        os: '2019',
                        guestAccounts: [canary],
                        guests: [
                            { name: 'OFF', os: '2019', state: 'off' },
                            { name: 'A', os: '2019', inside: { direct: 'noAnswer' } },
                            { name: 'B', os: '2019' }
                        ]
                    }
                ]
            },
            0
        );
        const typed = await consoleWith(estate, canary.password);
        const { rows, errors } = await typed.type(`Get-AvmaGuest | ${calls['Get-AvmaActivation']}`);
        await typed.close();
        expect(errors).toEqual([]);
        expect(rows.map(row => (row.error as { code: string } | null)?.code ?? null)).toEqual(['notRunning', 'noAnswer', null]);
    });

    it('leaves a password in no row, error, event or parameter, on the host and in the guest', async () => {
        const seen: RunEvent[] = [];
        for (const call of Object.values(calls)) {
            for (const password of [canary.password, `${canary.password}!`]) {
                const typed = await consoleWith(estateOf(1), password);
                const { events, rows } = await typed.type(`Get-AvmaGuest | ${call}`);
                expect(rows.length).toBeGreaterThan(0);
                seen.push(...events);
                await typed.close();
            }
        }
        expect(seen.filter(event => event.kind === 'parameters').length).toBeGreaterThan(100);
        expect(seen.filter(event => JSON.stringify(event).includes('c4n4ry'))).toEqual([]);
    });

    it('changes nothing under -WhatIf, where a check, which changes nothing either, still answers', async () => {
        for (const [call, answers] of [
            [`${calls['Install-AvmaKey']} -WhatIf`, 0],
            [`${calls['Remove-AvmaDataExchangeItem']} -WhatIf`, 0],
            [`${calls['Install-AvmaKey']} -Mode check -WhatIf`, 1],
            [`${calls['Install-AvmaKey']} -Mode check`, 1]
        ] as const) {
            const estate = estateOf(1);
            const typed = await consoleWith(estate, canary.password);
            const { rows, errors, failure } = await typed.type(`Get-AvmaGuest | ${call}`);
            await typed.close();
            expect([new Set(rows.map(row => row.vmId)).size, estate.logons.length, errors, failure])
                .withContext(call)
                .toEqual([answers, answers, [], null]);
            expect(estate.node('HV')?.machines[0].guestItems.length).toBe(1);
        }
    });

    it('installs and activates what Get-AvmaKey has looked up, and only in guests that it was asked for', async () => {
        const estate = estateOf(2);
        const typed = await consoleWith(estate, canary.password);
        const { rows } = await typed.type(`Get-AvmaGuest | Where-Object name -eq 'A1' | ${calls['Install-AvmaKey']} -WaitSeconds 1`);
        await typed.close();
        expect(rows.map(row => row.step)).toEqual(['connect', 'check', 'install', 'activate', 'readBack', 'end']);
        expect(rows[5]).toEqual(jasmine.objectContaining({ outcome: 'activated', keyLastFive: 'WMBMW', attempt: 1, accountName: canary.user, error: null }));
        expect(new Set(rows.map(row => row.runId)).size).toBe(1);
        expect(estate.keyWrites.map(write => write.vmId.toLowerCase())).toEqual([String(rows[0].vmId)]);
    });

    it('refuses a guest whose build or edition is another one than the key was chosen for', async () => {
        const estate = estateOf(1);
        const typed = await consoleWith(estate, canary.password);
        const { rows } = await typed.type(
            `Get-AvmaGuest | Install-AvmaKey -ProductKey ${keys.avma2022Datacenter} -ExpectedBuild 20348 -ExpectedSku 8 -Credential $credential`
        );
        expect(rows[rows.length - 1]).toEqual(jasmine.objectContaining({ outcome: 'refused' }));
        const unchecked = await typed.type(`Get-AvmaGuest | Install-AvmaKey -ProductKey ${keys.avma2022Datacenter} -Credential $credential`);
        expect(unchecked.rows.map(row => [row.outcome, (row.error as { code: string; id: string }).id])).toEqual([['failed', 'expectedBuild']]);
        // A guest that no key is known for: nothing is entered for it.
        const before = estate.logons.length;
        const keyless = await typed.type(`Get-AvmaKey -BuildNumber 1 -OperatingSystemSku 8 | Install-AvmaKey -VmId x -Credential $credential`);
        expect(keyless.rows.map(row => [row.outcome, (row.error as { code: string; id: string }).id])).toEqual([['failed', 'productKey']]);
        await typed.close();
        expect([estate.keyWrites, estate.logons.length]).toEqual([[], before]);
    });

    it('takes dates in every form for the events', async () => {
        const estate = new Estate(
            {
                domain: 'contoso.com',
                now: '2026-10-02T00:00:00Z',
                nodes: [
                    { name: 'HV', os: '2019', guests: [{ name: 'A', os: '2019' }], activations: [{ guest: 'A', code: '0x00000000', hoursAgo: [1, 30, 60] }] }
                ]
            },
            0
        );
        const typed = await ModuleConsole.open(estate, 'HV');
        const count = async (start: string): Promise<number> => (await typed.type(`Get-AvmaEvent ${start} | Where-Object id`)).rows.length;
        expect(await count('')).toBe(3);
        expect(await count("-StartTime '2026-10-01T00:00:00Z'")).toBe(1);
        expect(await count("-StartTime ([datetime]'2026-10-01T00:00:00Z')")).toBe(1);
        expect(await count("-StartTime ([datetime]'2026-10-01T00:00:00Z').ToUniversalTime().AddDays(-1)")).toBe(2);
        const { failure } = await typed.type("Get-AvmaEvent -StartTime 'yesterday'");
        expect(failure?.message).toContain('"code":"invalidParameter"');
        await typed.close();
    });
});
