/** The scripts that enter guests, and guests that write what they like: each costs itself only, in bounded time, and is told apart from its host's failures. */
import { Estate } from '../../dev-gateway/estate/estate';
import { hostileInstallers, hostileReaders, identified, revealingInstallers, wordyInstallers, wordyReader } from '../support/hostile-guests';
import { GuestReader } from './support/guest-reader';
import { admin, ApplyRow, estateWith, KeyInstaller, result, steps } from './support/key-installer';

const hostile = (instead: string): Estate => estateWith({ inside: { instead } });

async function install(instead: string, order: Parameters<KeyInstaller['apply']>[0] = {}): Promise<Awaited<ReturnType<KeyInstaller['apply']>>> {
    const installer = await KeyInstaller.open(hostile(instead));
    try {
        return await installer.apply(order);
    } finally {
        await installer.close();
    }
}

async function read(instead: string, channel: 'direct' | 'winrm' = 'direct'): Promise<Readonly<Record<string, unknown>>> {
    const estate = hostile(instead);
    const reader = await GuestReader.open(estate, 'HV');
    try {
        const vmId = estate.node('HV')?.machines[0].id ?? '';
        return (await reader.read({ vmId, channel, ...(channel === 'winrm' ? { address: 'a.contoso.com' } : {}) }, admin)).row;
    } finally {
        await reader.close();
    }
}

const codeOf = (row: Readonly<Record<string, unknown>>): unknown => (row.error as ApplyRow['error'])?.code ?? null;

describe('Install-AvmaKey and a hostile guest', () => {
    for (const [name, instead] of Object.entries(hostileInstallers)) {
        it(`that answers with ${name}: its own failure, and no step that isn't one`, async () => {
            const applied = await install(instead);
            expect(result(applied)).toEqual(['failed', 'malformedAnswer']);
            expect(steps(applied)).toMatch(/^connect( check)?( (install|readBack))? end$/);
            expect(applied.rows.map(row => row.seq)).toEqual(applied.rows.map((_, index) => index + 1));
        });
    }

    it('reads nothing after the end', async () => {
        const applied = await install(wordyInstallers.talkative, { mode: 'check' });
        expect([steps(applied), ...result(applied)]).toEqual(['connect check end', 'checked', null]);
    });

    it('cuts texts', async () => {
        const { end } = await install(wordyInstallers.longTexts);
        const { error, after } = end as unknown as { error: Record<string, string>; after: Record<string, string> };
        expect([error.id, error.reason, error.message, after.licenseDescription, after.partialProductKey].map(text => text.length)).toEqual([
            256, 256, 400, 256, 5
        ]);
    });

    it('over WinRM ends with the first object of more than 1 MB', async () => {
        const applied = await install(identified(wordyInstallers.megabyte), { channel: 'winrm', address: 'a.contoso.com' });
        expect([steps(applied), ...result(applied)]).toEqual(['connect check end', 'failed', 'malformedAnswer']);
    });

    it('takes a failure that is one, and its words as they are: nothing of them is kept in a record', async () => {
        for (const instead of revealingInstallers(admin.password)) {
            expect(result(await install(instead))).toEqual(['failed', 'licensingError']);
        }
    });
});

describe('Get-AvmaActivation and a hostile guest', () => {
    for (const [name, instead] of Object.entries(hostileReaders)) {
        it(`that answers with ${name}: its own failure, and nothing of it as read`, async () => {
            const row = await read(instead);
            expect(codeOf(row)).toBe('malformedAnswer');
            const { collectedAt, vmId, channel, unread, error, ...rest } = row;
            expect([typeof collectedAt, typeof vmId, channel, unread, typeof error]).toEqual(['string', 'string', 'direct', [], 'object']);
            expect(Object.values(rest).filter(value => value !== null)).toEqual([]);
        });
    }

    it('takes what is right, and cuts texts', async () => {
        const row = await read(wordyReader(`licenseDescription = 'x' * 60000; sppsvcState = 'x' * 60000; unknownField = 'x'`));
        expect([codeOf(row), row.buildNumber, row.partialProductKey, row.licenseStatus]).toEqual([null, 17763, 'WMBMW', 1]);
        expect([String(row.licenseDescription).length, String(row.sppsvcState).length, 'unknownField' in row]).toEqual([256, 40, false]);
    });

    it('keeps of its failure the number only', async () => {
        const words = (quoted: string): string => `@{ code = ${quoted}; hresult = -2147217405; id = ${quoted}; reason = ${quoted}; message = ${quoted} }`;
        const row = await read(wordyReader().replace('failure = $null', `failure = ${words(`'Zq7!canary'`)}`));
        expect(row.error).toEqual({ code: 'guestAccessDenied', hresult: -2147217405, id: null, reason: null, message: null });
    });

    it('over WinRM ends with more than 1 MB in an object, and with more than 10 MB in all', async () => {
        expect(codeOf(await read(identified(`'x' * 1100000`), 'winrm'))).toBe('malformedAnswer');
        expect(codeOf(await read(identified(wordyReader(`more = 'x' * 900000`)), 'winrm'))).toBe(null);
    });
});

describe('The other scripts and a hostile guest', () => {
    async function rows(script: string, instead: string, more: Readonly<Record<string, unknown>>): Promise<ReadonlyArray<Readonly<Record<string, unknown>>>> {
        const estate = hostile(instead);
        const reader = await GuestReader.open(estate, 'HV');
        try {
            return (await reader.rows(script, { vmId: estate.node('HV')?.machines[0].id ?? '' }, admin, more)).rows;
        } finally {
            await reader.close();
        }
    }
    const id = `New-Object PSObject -Property @{ insideVmId = $args[0] }`;

    it('Remove-AvmaDataExchangeItem: has one row for each name, whatever comes', async () => {
        const names = ['a', 'b'];
        const done = (place: number | string): string => `New-Object PSObject -Property @{ place = ${place}; outcome = 'removed'; failure = $null }`;
        const found = async (instead: string): Promise<unknown> =>
            (await rows('Remove-AvmaDataExchangeItem', instead, { names })).map(row => [row.name, row.outcome, codeOf(row)]);
        const malformed = (name: string): unknown => [name, 'failed', 'malformedAnswer'];
        expect(await found(`${id}; while ($true) { ${done(0)} }`)).toEqual([['a', 'removed', null], malformed('b')]);
        expect(await found(`${id}; ${done(7)}`)).toEqual([malformed('a'), malformed('b')]);
        expect(await found(`${id}; ${done(`'0'`)}`)).toEqual([malformed('a'), malformed('b')]);
        expect(await found(`@{ error = $null }`)).toEqual([malformed('a'), malformed('b')]);
        expect(await found(done(0))).toEqual([malformed('a'), malformed('b')]);
        expect(await found(`${id}; ${done(1)}; ${done(0)}; while ($true) { 'more' }`)).toEqual([
            ['b', 'removed', null],
            ['a', 'removed', null]
        ]);
    });

    it('Get-AvmaEvent: ends with a row that says so, after what was right', async () => {
        const event = `New-Object PSObject -Property @{ logName = 'Application'; machineName = 'A'; providerName = 'p'; id = 12310; recordId = [long]1; level = [byte]0; timeCreated = '2026-11-25T10:00:00Z'; data = @('a'); message = 'm' * 60000 }`;
        const log = `New-Object PSObject -Property @{ logName = 'Application'; machineName = 'A'; exists = $true; enabled = $true; sizeBytes = [long]1; maximumBytes = [long]5368709120; recordCount = [long]1; oldestRecordTime = $null; error = $null }`;
        const found = async (instead: string): Promise<unknown> =>
            (await rows('Get-AvmaEvent', instead, { maximum: 2 })).map(row => [row.logName, 'exists' in row ? 'log' : String(row.message).length, codeOf(row)]);
        expect(await found(`${id}; ${log}; ${event}; @{ error = $null }`)).toEqual([
            ['Application', 'log', null],
            ['Application', 4096, null],
            [null, 'log', 'malformedAnswer']
        ]);
        const endless = (await found(`${id}; ${log}; while ($true) { ${event} }`)) as unknown[];
        // Of each of two logs its row, two events and the row of a failure.
        expect([endless.length, endless[endless.length - 1]]).toEqual([9, [null, 'log', 'malformedAnswer']]);
        for (const instead of [
            `@{ error = $null }`,
            event,
            `${id}; ${log.replace(`'Application'`, `'Security'`)}`,
            `${id}; ${event.replace('12310', `'12310'`)}`,
            `throw 'x'`
        ]) {
            expect(await found(instead)).toEqual([[null, 'log', 'malformedAnswer']]);
        }
    });
});
