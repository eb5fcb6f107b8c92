/** Get-AvmaActivation on the engine: every field, every failure on English and German hosts, and a password that is nowhere. */
import { generateKeyPairSync, JsonWebKey, randomBytes } from 'node:crypto';
import { Estate, loadEstate } from '../../dev-gateway/estate/estate';
import { GuestEntry, NodeEntry } from '../../dev-gateway/estate/estate-file';
import { RunEvent } from '../../dev-gateway/powershell/engine-api';
import { wrapScript } from '../../dev-gateway/wrap-script';
import { MachineConnection } from '../../dev-gateway/windows-call';
import { importActivationRow } from '../../src/app/data/import/import-activation-row';
import { RowError } from '../../src/app/domain/facts/facts';
import { encryptAccount, eventsOf, GuestAnswer, GuestReader, GuestTarget, outputs, sdkKeyScript } from './support/guest-reader';
import { engine } from '../support/engine';
import { scriptText, timeless } from './support/script-runner';

const domainAdmin = { user: 'CONTOSO\\guestadmin', password: 'Pa55w.rd!guest' };
const localAdmin = { user: '.\\Administrator', password: 'Local!Pa55' };
/** A password that could be nothing else, wherever it turns up. */
const canary = { user: 'CONTOSO\\guestadmin', password: 'c4n4ry-\u2019"$(x)`\u20ac' };

const fields = [
    'collectedAt',
    'vmId',
    'channel',
    'computerName',
    'insideVmId',
    'buildNumber',
    'operatingSystemSku',
    'productType',
    'licenseName',
    'licenseDescription',
    'productKeyChannel',
    'licenseFamily',
    'partialProductKey',
    'licenseStatus',
    'licenseStatusReason',
    'gracePeriodMinutes',
    'evaluationEndDate',
    'avmaHostName',
    'avmaLastActivation',
    'iaid',
    'activationComponent',
    'sppsvcState',
    'sppsvcStartMode',
    'dataExchangeService',
    'unread',
    'error'
];

function idOf(estate: Estate, node: string, name: string, nth = 0): string {
    const found = estate.node(node)?.machines.filter(machine => machine.entry.name === name)[nth];
    if (!found) {
        throw new Error(`${node} has no ${name}`);
    }
    return found.id;
}

/** What must hold of every row, whatever happened. */
function checked({ row, events, signedIn }: GuestAnswer): Record<string, unknown> {
    expect(Object.keys(row)).toEqual(fields);
    expect(() => importActivationRow(row)).not.toThrow();
    expect(events.filter(event => event.kind === 'output').length).toBe(signedIn ? 2 : 1);
    // Whoever has answered has accepted the account; whoever was not reached, or has rejected it, has not.
    const code = (row.error as RowError | null)?.code ?? 'none';
    if (code === 'none' || code === 'guestAccessDenied') {
        expect(signedIn).toBeTrue();
    } else if (code !== 'sessionLost') {
        expect(signedIn).withContext(code).toBeFalse();
    }
    expect(events.filter(event => event.kind === 'error')).toEqual([]);
    expect(events[events.length - 1]).toEqual({ kind: 'end', state: 'completed', error: null });
    return row;
}

/** A host named HV with one guest named A, which knows the domain's account. */
function nodeWith(guest: Partial<GuestEntry>, node: Partial<NodeEntry> = {}): NodeEntry {
    return { name: 'HV', os: '2019', guestAccounts: [domainAdmin], guests: [{ name: 'A', os: '2019', ...guest }], ...node };
}

function estateWith(guest: Partial<GuestEntry>, node: Partial<NodeEntry> = {}): Estate {
    return new Estate({ domain: 'contoso.com', nodes: [nodeWith(guest, node)] }, 0);
}

function errorOf(row: Record<string, unknown>): RowError {
    return row.error as RowError;
}

/** Nothing but who was asked, and why it failed. */
function isEmpty(row: Record<string, unknown>): boolean {
    return Object.entries(row).every(
        ([name, value]) =>
            ['collectedAt', 'vmId', 'channel', 'error', 'insideVmId'].includes(name) || value === null || (Array.isArray(value) && value.length === 0)
    );
}

describe('Get-AvmaActivation over PowerShell Direct', () => {
    let estate: Estate;
    let reader: GuestReader;

    beforeAll(async () => {
        estate = loadEstate();
        reader = await GuestReader.open(estate, 'HV01');
    });
    afterAll(async () => {
        await reader.close();
    });

    async function read(name: string, account = domainAdmin, nth = 0): Promise<Record<string, unknown>> {
        return checked(await reader.read({ vmId: idOf(estate, 'HV01', name, nth) }, account));
    }

    it('fills each field of an activated guest from its class', async () => {
        const vmId = idOf(estate, 'HV01', 'DC01');
        expect(timeless(await read('DC01'))).toEqual({
            collectedAt: null,
            vmId,
            channel: 'direct',
            computerName: 'DC01',
            insideVmId: vmId,
            buildNumber: 17763,
            operatingSystemSku: 7,
            productType: 2,
            licenseName: 'Windows(R), ServerStandard edition',
            licenseDescription: 'Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel',
            productKeyChannel: 'VT:IA',
            licenseFamily: 'ServerStandard',
            partialProductKey: '4GF74',
            licenseStatus: 1,
            licenseStatusReason: 0x4004f040,
            gracePeriodMinutes: 8640,
            evaluationEndDate: null,
            avmaHostName: 'HV01.contoso.com',
            avmaLastActivation: '2026-10-30T06:12:00.0000000Z',
            iaid: jasmine.stringMatching(/^[0-9a-f]{32}$/),
            activationComponent: 'started',
            sppsvcState: 'Stopped',
            sppsvcStartMode: 'Auto',
            dataExchangeService: 'Running',
            unread: [],
            error: null
        });
    });

    it('writes when it was collected, in UTC', async () => {
        expect(String((await read('DC01')).collectedAt)).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    });

    const licenses: ReadonlyArray<readonly [name: string, what: Record<string, unknown>]> = [
        ['APP01', { partialProductKey: '63DFG', licenseStatus: 5, licenseStatusReason: 0xc004f056, avmaHostName: null, avmaLastActivation: null, iaid: null }],
        ['APP02', { avmaHostName: 'HV02.contoso.com', gracePeriodMinutes: 7200 }],
        ['runner01', { gracePeriodMinutes: 900000, licenseStatus: 1 }],
        ['EVAL01', { evaluationEndDate: '2027-03-01T10:00:00.0000000Z', productKeyChannel: 'Retail:TB:Eval' }],
        ['ESS19', { licenseDescription: 'Windows(R) Operating System, OEM_SLP channel' }],
        ['SAC1809', { licenseDescription: 'Windows(R) Operating System, VOLUME_KMS_WS19 channel', productKeyChannel: 'Volume:CSVLK' }],
        ['REPLICA01', { licenseDescription: 'Windows(R) Operating System, VOLUME_MAK channel', insideVmId: jasmine.any(String) }],
        ['WIN10-VDI', { productType: 1, licenseDescription: 'Windows(R) Operating System, RETAIL channel' }],
        ["x\u2019; throw 'INJECTED'; \u2018", { activationComponent: 'absent' }],
        ['<img src=x onerror=alert(1)>', { sppsvcStartMode: 'Disabled' }]
    ];
    for (const [name, what] of licenses) {
        it(`reads ${name}`, async () => expect(await read(name)).toEqual(jasmine.objectContaining({ ...what, error: null })));
    }

    it('reads a license without a key, beside a second product that has a key and is not licensed', async () => {
        for (const secondKey of [false, true]) {
            const other = estateWith({ os: '2025', inside: { license: 'withoutKey', secondKey } });
            const session = await GuestReader.open(other, 'HV');
            const row = checked(await session.read({ vmId: idOf(other, 'HV', 'A') }, domainAdmin));
            await session.close();
            expect([row.partialProductKey, row.licenseStatus, row.licenseStatusReason, row.licenseDescription, row.unread, row.error]).toEqual([
                null,
                1,
                0x4004f040,
                null,
                [],
                null
            ]);
        }
    });

    it('reads the licensed one of two licenses with all its fields, whichever WMI lists first', async () => {
        const other = estateWith({ inside: { license: 'avma', secondKey: true } });
        const session = await GuestReader.open(other, 'HV');
        const row = checked(await session.read({ vmId: idOf(other, 'HV', 'A') }, domainAdmin));
        await session.close();
        expect([row.partialProductKey, row.licenseStatus, row.licenseDescription, row.productKeyChannel, row.gracePeriodMinutes]).toEqual([
            'WMBMW',
            1,
            'Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel',
            'VT:IA',
            8640
        ]);
        expect([row.avmaHostName, row.avmaLastActivation]).toEqual(['HV.contoso.com', '2026-10-30T06:12:00.0000000Z']);
    });

    it('reads a code above 2^31 as the positive number it is', async () => {
        const row = await read('VSERVER09', localAdmin, 1);
        expect([row.licenseStatus, row.licenseStatusReason, row.licenseDescription]).toEqual([
            5,
            0xc004fd02,
            'Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel'
        ]);
    });

    it('knows no id where Data Exchange has written none, which is no error: the id has chosen the machine', async () => {
        const row = await read('NOEXCHANGE', localAdmin);
        expect([row.insideVmId, row.dataExchangeService, row.error]).toEqual([null, 'Stopped', null]);
    });

    it('takes an id in any letter case, and accounts by each of their names', async () => {
        const vmId = idOf(estate, 'HV01', 'ESS19').toLowerCase();
        for (const user of ['.\\Administrator', 'administrator', 'ESS19\\Administrator']) {
            const row = checked(await reader.read({ vmId }, { ...localAdmin, user }));
            expect([user, row.error]).toEqual([user, null]);
        }
    });

    it('tells a device that is there from one that has started', async () => {
        const other = estateWith({ inside: { activationComponent: 'present' } });
        const session = await GuestReader.open(other, 'HV');
        expect(checked(await session.read({ vmId: idOf(other, 'HV', 'A') }, domainAdmin)).activationComponent).toBe('present');
        await session.close();
    });

    const failures: ReadonlyArray<readonly [name: string, code: string]> = [
        ['OFF01', 'notRunning'],
        ['SAVED01', 'notRunning'],
        ['PAUSED01', 'notRunning'],
        ['SILENT01', 'noAnswer'],
        ['LEGACY01', 'noAnswer'],
        ['SHIELDED01', 'noAnswer'],
        ['ubuntu-web', 'noAnswer'],
        ['EMPTYDISK', 'noAnswer'],
        ['EVAL-DC', 'sessionLost'],
        ['NOEXCHANGE', 'credentialRefused']
    ];
    for (const [name, code] of failures) {
        it(`says ${code} of ${name}, and nothing else`, async () => {
            const row = await read(name);
            expect(errorOf(row).code).toBe(code);
            expect(isEmpty(row)).toBeTrue();
            expect([errorOf(row).id, errorOf(row).reason, errorOf(row).message].every(text => !!text)).toBeTrue();
        });
    }

    it('says notFound of an id that this host has not', async () => {
        expect(errorOf(checked(await reader.read({ vmId: idOf(estate, 'HV-DE', 'APP01') }, domainAdmin))).code).toBe('notFound');
    });

    it('makes exactly one logon a call, right or wrong, and none where no guest was reached', async () => {
        for (const [name, account, made] of [
            ['APP01', domainAdmin, [true]],
            ['APP01', canary, [false]],
            ['EVAL-DC', domainAdmin, [true]],
            ['OFF01', domainAdmin, []],
            ['SILENT01', domainAdmin, []]
        ] as const) {
            const before = estate.logons.length;
            await read(name, account);
            expect([name, estate.logons.slice(before).map(logon => logon.success)]).toEqual([name, [...made]]);
        }
        expect(estate.logonsByAccount()['contoso\\guestadmin'].failed).toBeGreaterThan(0);
    });

    it('is ended by its time where a guest hangs, and the session goes on', async () => {
        const hanging = estate.node('HV01')?.machines.find(machine => machine.entry.inside?.direct === 'hangs');
        const { row, events } = await reader.read({ vmId: hanging?.id ?? '' }, domainAdmin, 700);
        expect([row, events[events.length - 1]]).toEqual([{}, { kind: 'end', state: 'timedOut', error: null }]);
        expect((await read('APP01')).error).toBeNull();
    });
});

describe('Get-AvmaActivation over WinRM', () => {
    let estate: Estate;
    let reader: GuestReader;

    beforeAll(async () => {
        estate = loadEstate();
        reader = await GuestReader.open(estate, 'HV01');
    });
    afterAll(async () => {
        await reader.close();
    });

    async function read(name: string, address: string, account = domainAdmin, nth = 0): Promise<Record<string, unknown>> {
        return checked(await reader.read({ vmId: idOf(estate, 'HV01', name, nth), channel: 'winrm', address }, account));
    }

    it('reads a 2012 R2 guest, its AVMA properties too', async () => {
        const row = await read('LEGACY01', 'legacy01.contoso.com');
        expect([row.channel, row.computerName, row.buildNumber, row.productKeyChannel, row.partialProductKey, row.error]).toEqual([
            'winrm',
            'LEGACY01',
            9600,
            'Volume:GVLK',
            'Q3VJ9',
            null
        ]);
    });

    it('loses only the properties that a system older than AVMA has not', async () => {
        const row = await read('Server 2008 \u2013 Test1', 'server2008test1.contoso.com');
        expect([row.buildNumber, row.licenseStatus, row.productKeyChannel, row.iaid, row.error]).toEqual([9200, 5, null, null, null]);
    });

    it('goes by Kerberos, or by HTTPS where the address says so, and to no other port than it names', async () => {
        const connections: MachineConnection[] = [];
        const listening = loadEstate();
        const connect = listening.connect.bind(listening);
        listening.connect = (connection, signal) => {
            connections.push(connection);
            return connect(connection, signal);
        };
        const session = await GuestReader.open(listening, 'HV01');
        const vmId = idOf(listening, 'HV01', 'APP01');
        for (const address of ['app01.contoso.com', 'https://app01.contoso.com', 'https://APP01.contoso.com:5987/']) {
            expect(checked(await session.read({ vmId, channel: 'winrm', address }, domainAdmin)).error).toBeNull();
        }
        expect(connections.map(({ target, useSsl, authentication }) => [target, useSsl, authentication])).toEqual([
            ['app01.contoso.com', false, 'Kerberos'],
            ['app01.contoso.com', true, 'Negotiate'],
            ['APP01.contoso.com', true, 'Negotiate']
        ]);
        await session.close();
    });

    it('reads nothing in another machine that answers to the name', async () => {
        const row = await read('REPLICA01', 'replica01.contoso.com');
        expect([errorOf(row), row.insideVmId]).toEqual([
            { code: 'wrongMachine', hresult: null, id: null, reason: null, message: null },
            '6F1A2B3C-0D4E-4F50-8A61-B2C3D4E5F607'
        ]);
        expect(isEmpty(row)).toBeTrue();
        const other = await read('APP02', 'app01.contoso.com');
        expect([errorOf(other).code, other.insideVmId, isEmpty(other)]).toEqual(['wrongMachine', idOf(estate, 'HV01', 'APP01'), true]);
    });

    it('reads nothing where the machine cannot say who it is', async () => {
        const row = await read('NOEXCHANGE', 'https://noexchange.contoso.com', localAdmin);
        expect([errorOf(row).code, isEmpty(row)]).toEqual(['identityUnknown', true]);
    });

    const failures: ReadonlyArray<readonly [what: string, guest: Partial<GuestEntry>, address: string, account: typeof domainAdmin, code: string, id: string]> =
        [
            ['a machine that is not trusted', { inside: { winrm: 'notTrusted' } }, 'a.contoso.com', domainAdmin, 'winrmNotTrusted', 'ServerNotTrusted'],
            ['an address in numbers', {}, '10.0.0.4', domainAdmin, 'winrmNotTrusted', 'CannotUseIPAddress'],
            ['a machine that does not answer', { inside: { winrm: 'unreachable' } }, 'a.contoso.com', domainAdmin, 'winrmUnreachable', 'CannotConnect'],
            ['a name that nobody has', {}, 'b.contoso.com', domainAdmin, 'winrmUnreachable', 'NetworkPathNotFound'],
            ['a machine that is off', { state: 'off' }, 'a.contoso.com', domainAdmin, 'winrmUnreachable', 'CannotConnect'],
            ['a wrong password of the domain', {}, 'a.contoso.com', canary, 'credentialRefused', 'LogonFailure'],
            ['a wrong account of the machine', {}, 'https://a.contoso.com', localAdmin, 'winrmAccessDenied', 'AccessDenied'],
            ['an account of the machine, which Kerberos takes nowhere', {}, 'a.contoso.com', localAdmin, 'winrmNotTrusted', 'AuthenticationFailed'],
            [
                'a certificate that is not trusted',
                { inside: { winrm: 'certificateNotTrusted' } },
                'https://a.contoso.com',
                domainAdmin,
                'winrmNotTrusted',
                '12175'
            ],
            ['an account without rights', { inside: { winrm: 'accessDenied' } }, 'a.contoso.com', domainAdmin, 'winrmAccessDenied', 'AccessDenied']
        ];
    for (const language of ['en', 'de'] as const) {
        for (const [what, guest, address, account, code, id] of failures) {
            it(`says ${code} of ${what} (${language})`, async () => {
                const other = estateWith(guest, { language });
                const session = await GuestReader.open(other, 'HV');
                const row = checked(await session.read({ vmId: idOf(other, 'HV', 'A'), channel: 'winrm', address }, account));
                expect([errorOf(row).code, errorOf(row).id, errorOf(row).reason]).toEqual([code, `${id},PSSessionOpenFailed`, 'PSRemotingTransportException']);
                expect([isEmpty(row), other.logons.length]).toEqual([true, /^(Logon|Access)/.test(id) ? 1 : 0]);
                await session.close();
            });
        }
    }
});

describe('Get-AvmaActivation and the language of the host', () => {
    const cases: ReadonlyArray<readonly [code: string, guest: Partial<GuestEntry>, node: Partial<NodeEntry>, account: typeof domainAdmin]> = [
        ['credentialRefused', {}, {}, canary],
        ['credentialRefused', {}, {}, { user: '', password: 'x' }],
        ['notRunning', { state: 'off' }, {}, domainAdmin],
        ['noAnswer', { inside: { direct: 'noAnswer' } }, {}, domainAdmin],
        ['notFound', {}, { hyperVRights: false }, domainAdmin],
        ['hyperVModuleMissing', {}, { hyperVModule: false }, domainAdmin],
        ['sessionLost', { inside: { direct: 'lost' } }, {}, domainAdmin]
    ];
    for (const [code, guest, node, account] of cases) {
        it(`says ${code} in every language`, async () => {
            const errors: RowError[] = [];
            for (const language of ['en', 'de'] as const) {
                const estate = estateWith(guest, { ...node, language });
                const session = await GuestReader.open(estate, 'HV');
                errors.push(errorOf(checked(await session.read({ vmId: idOf(estate, 'HV', 'A') }, account))));
                await session.close();
            }
            const [english, german] = errors;
            expect([english.code, german.code]).toEqual([code, code]);
            expect({ ...german, message: null }).toEqual({ ...english, message: null });
            // The texts differ, so that nothing can have been told by them.
            expect(german.message === english.message).toBe(english.message === null);
        });
    }

    it('reads the same inside German guests', async () => {
        const estate = loadEstate();
        const reader = await GuestReader.open(estate, 'HV-DE');
        const row = checked(await reader.read({ vmId: idOf(estate, 'HV-DE', 'APP02') }, domainAdmin));
        expect([row.licenseDescription, row.activationComponent, row.error]).toEqual([
            'Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel',
            'started',
            null
        ]);
        await reader.close();
    });
});

describe('The account of Get-AvmaActivation', () => {
    let estate: Estate;
    let vmId: string;

    beforeAll(() => {
        estate = estateWith({ inside: { accounts: [canary] } });
        vmId = idOf(estate, 'HV', 'A');
    });

    it('opens the guest, and its password is in no row, error, event or parameter', async () => {
        const reader = await GuestReader.open(estate, 'HV', null);
        const seen: RunEvent[] = [];
        const targets: GuestTarget[] = [
            { vmId },
            { vmId, channel: 'winrm', address: 'a.contoso.com' },
            { vmId, channel: 'winrm', address: 'https://a.contoso.com' }
        ];
        for (const target of targets) {
            const answer = await reader.read(target, canary);
            expect(checked(answer).error).toBeNull();
            seen.push(...answer.events);
        }
        const wrong = await reader.read({ vmId }, { ...canary, password: `${canary.password}!` });
        expect(errorOf(checked(wrong)).code).toBe('credentialRefused');
        seen.push(...wrong.events);
        // The log is worth something only if it holds what was passed on.
        const logged = seen.flatMap(event => (event.kind === 'parameters' ? event.values : []));
        expect(logged).toContain(canary.user);
        expect(logged.join('\n')).toContain('SoftwareLicensingProduct');
        for (const text of [JSON.stringify(seen), seen.map(event => (event.kind === 'parameters' ? event.values.join('') : '')).join('')]) {
            expect(text).not.toContain(canary.password);
            expect(text).not.toContain('c4n4ry');
        }
        await reader.close();
    });

    it('leaves nothing in the session that holds it', async () => {
        const session = await (await engine()).openSession({ node: 'HV', answerer: estate });
        const [key] = outputs(await eventsOf(session, { script: wrapScript('Get-EncryptionJWKOnNode', sdkKeyScript, {}) }));
        const secret = encryptAccount(canary, JSON.parse(String(key)) as JsonWebKey);
        await eventsOf(session, {
            script: wrapScript('Get-AvmaActivation', scriptText('Get-AvmaActivation'), { vmId, channel: 'direct', address: null, account: secret })
        });
        const names = outputs(
            await eventsOf(session, {
                script: `foreach ($n in 'bytes', 'characters', 'character', 'user', 'password', 'credential', 'account') { if (Get-Variable -Name $n -Scope Global -ErrorAction SilentlyContinue) { $n } }; @($Error | ForEach-Object { "$_" })`
            })
        );
        expect(
            names.filter(text => String(text).includes('c4n4ry') || ['password', 'credential', 'account', 'bytes', 'characters'].includes(String(text)))
        ).toEqual([]);
        await session.close();
    });

    it('is asked for again where the session has no key, or another one', async () => {
        const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 4096 });
        const foreign = encryptAccount(canary, publicKey.export({ format: 'jwk' }));
        const fresh = await (await engine()).openSession({ node: 'HV', answerer: estate });
        const script = wrapScript('Get-AvmaActivation', scriptText('Get-AvmaActivation'), { vmId, channel: 'direct', address: null, account: foreign });
        const [row] = outputs(await eventsOf(fresh, { script })) as Array<Record<string, unknown>>;
        expect([errorOf(row).code, isEmpty(row)]).toEqual(['encryptionKeyMissing', true]);
        await fresh.close();

        const before = estate.logons.length;
        const reader = await GuestReader.open(estate, 'HV');
        expect(errorOf(checked(await reader.read({ vmId }, foreign))).code).toBe('encryptionKeyMissing');
        for (const broken of ['not base64!', '', randomBytes(128).toString('base64'), randomBytes(10).toString('base64')]) {
            const { row: answer, events } = await reader.read({ vmId }, broken);
            const code = (answer.error as RowError | undefined)?.code ?? events[events.length - 1].kind;
            expect(['encryptionKeyMissing', 'unclassified', 'end']).toContain(code);
        }
        expect(estate.logons.length).toBe(before);
        await reader.close();
    });
});

describe('Get-AvmaActivation where scripts have no full language', () => {
    it('says languageMode of a text that is sent there', async () => {
        const session = await (await engine()).openSession({ node: 'HV-CLM', answerer: loadEstate(), language: 'constrained' });
        const script = wrapScript('Get-AvmaActivation', scriptText('Get-AvmaActivation'), {
            vmId: 'AFB8E28D-7509-3A74-AAFA-0886C2328070',
            channel: 'direct',
            address: null,
            account: 'AAAA'
        });
        const events = await eventsOf(session, { script });
        expect(errorOf(checked({ row: outputs(events)[0] as Record<string, unknown>, signedIn: false, events })).code).toBe('languageMode');
        await session.close();
    });
});
