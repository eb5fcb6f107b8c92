/** Rules of the design that the scenarios don't cover, and properties that hold for any facts. */
import { importActivationRow } from '../../data/import/import-activation-row';
import { importGuestRow } from '../../data/import/import-guest-row';
import { importHostRow } from '../../data/import/import-host-row';
import { assess } from './assess';
import { Assessment, reasonCodes, Verdict } from './assessment';
import { editions } from '../versions/editions';
import { ActivationFacts, GuestFacts, HostFacts } from '../facts/facts';
import { hostAnswer, hostChecks } from './host-checks';
import { avmaKeys, lastFive } from '../versions/keys';
import { kmsClientLastFives } from '../versions/kms-client-keys';

const vmId = '11111111-2222-3333-4444-555555555555';

function host(change: object = {}): HostFacts {
    return importHostRow({
        computerName: 'HV01',
        fqdn: 'hv01.contoso.com',
        buildNumber: 17763,
        operatingSystemSku: 8,
        licenseStatus: 1,
        sppsvcStartMode: 'Auto',
        vmmsState: 'Running',
        ...change
    });
}

function guest(items: Readonly<Record<string, string>> = {}, change: object = {}): GuestFacts {
    const reported = { OSPlatformId: '2', OSBuildNumber: '17763', OSEditionId: '8', ProductType: '3', ...items };
    return importGuestRow({
        vmId,
        name: 'APP01',
        enabledState: 2,
        dataExchangeState: 2,
        intrinsic: Object.entries(reported).map(([name, data]) => ({ name, data })),
        ...change
    });
}

function inside(change: object = {}): ActivationFacts {
    return importActivationRow({
        vmId,
        buildNumber: 17763,
        operatingSystemSku: 8,
        productType: 3,
        licenseDescription: 'Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel',
        partialProductKey: 'WMBMW',
        licenseStatus: 1,
        ...change
    });
}

const codes = (assessment: Assessment): string[] => assessment.reasons.map(reason => reason.code);

describe('assess', () => {
    const hostCases: ReadonlyArray<readonly [string, object, Verdict, readonly string[]]> = [
        ['no Hyper-V', { vmmsState: 'Absent' }, 'notEligible', ['hyperVMissing']],
        ['Datacenter Core of old', { operatingSystemSku: 12 }, 'eligible', []],
        ['Datacenter semi-annual', { operatingSystemSku: 145 }, 'eligible', []],
        ['Azure Edition as host', { operatingSystemSku: 407 }, 'unknown', ['hostAzureEdition']],
        ['Azure Edition that is not activated', { operatingSystemSku: 408, licenseStatus: 5 }, 'notEligible', ['hostNotActivated', 'hostAzureEdition']],
        ['Datacenter evaluation Core', { operatingSystemSku: 159 }, 'notEligible', ['hostEvaluation']],
        ['Standard evaluation', { operatingSystemSku: 79 }, 'notEligible', ['hostNotDatacenter', 'hostEvaluation']],
        ['Standard evaluation Core', { operatingSystemSku: 160 }, 'notEligible', ['hostNotDatacenter', 'hostEvaluation']],
        ['Windows Server 2012', { buildNumber: 9200 }, 'notEligible', ['hostTooOld', 'guestNewerThanHost']],
        ['2008 R2 Enterprise', { buildNumber: 7601, operatingSystemSku: 10 }, 'notEligible', ['hostTooOld', 'hostNotDatacenter', 'guestNewerThanHost']],
        ['2012 without Hyper-V', { buildNumber: 9200, vmmsState: 'Absent' }, 'notEligible', ['hyperVMissing', 'hostTooOld', 'guestNewerThanHost']],
        ['2012 of unknown edition', { buildNumber: 9200, operatingSystemSku: null }, 'notEligible', ['hostTooOld', 'hostUnknown', 'guestNewerThanHost']],
        ['Nano Server Datacenter', { operatingSystemSku: 143 }, 'unknown', ['hostUnknown']],
        ['Nano Server Standard', { operatingSystemSku: 144 }, 'notEligible', ['hostNotDatacenter']],
        ['unlicensed', { operatingSystemSku: 2882382797, licenseStatus: 5 }, 'notEligible', ['hostNotActivated', 'hostUnknown']],
        ['unlicensed by its SKU alone', { operatingSystemSku: 2882382797, licenseStatus: null }, 'notEligible', ['hostNotActivated', 'hostUnknown']],
        ['Datacenter without Hyper-V', { operatingSystemSku: 37 }, 'notEligible', ['hostNotDatacenter']],
        ['evaluation and not activated', { operatingSystemSku: 80, licenseStatus: 5 }, 'notEligible', ['hostEvaluation', 'hostNotActivated']],
        ['initial grace is not licensed', { licenseStatus: 2 }, 'notEligible', ['hostNotActivated']],
        ['known reasons come before what is unknown', { operatingSystemSku: 7, licenseStatus: null }, 'notEligible', ['hostNotDatacenter', 'hostUnknown']],
        ['unknown edition', { operatingSystemSku: null }, 'unknown', ['hostUnknown']],
        ['unknown build', { buildNumber: null }, 'unknown', ['hostUnknown']],
        [
            'Azure Local in a way nobody knows',
            { operatingSystemSku: 406, azureLocalActivation: { configured: true, version: '2016' } },
            'unknown',
            ['hostUnknown']
        ],
        [
            'Azure Local with keys of 2019',
            { operatingSystemSku: 406, licenseStatus: 0, azureLocalActivation: { configured: true, version: '2019' } },
            'eligible',
            []
        ],
        [
            'Azure Local whose answer has another year beside the version',
            { operatingSystemSku: 406, azureLocalActivation: { configured: true, version: '2022, 2024' } },
            'eligible',
            []
        ],
        [
            'Azure Local whose answer has two versions',
            { operatingSystemSku: 406, azureLocalActivation: { configured: true, version: '2019, 2022' } },
            'unknown',
            ['hostUnknown']
        ],
        [
            'disabled service on Azure Local',
            { operatingSystemSku: 406, sppsvcStartMode: 'Disabled', azureLocalActivation: { configured: true, version: '2025' } },
            'notEligible',
            ['hostLicensingServiceDisabled']
        ]
    ];
    for (const [title, change, verdict, reasons] of hostCases) {
        it(`host: ${title}`, () => {
            const found = assess(host(change), guest());
            expect([found.verdict, codes(found)]).toEqual([verdict, [...reasons]]);
        });
    }

    const guestCases: ReadonlyArray<readonly [string, Readonly<Record<string, string>>, Verdict, string | null, string | null]> = [
        ['Core of old reports 13', { OSEditionId: '13' }, 'eligible', null, '4GF74'],
        ['Standard without Hyper-V', { OSEditionId: '36' }, 'eligible', null, '4GF74'],
        ['multi-session says server but is a client', { OSEditionId: '175' }, 'notApplicable', 'clientEdition', null],
        ['evaluation Core', { OSEditionId: '159' }, 'needsConversion', 'evaluationEdition', null],
        ['evaluation domain controller', { OSEditionId: '80', ProductType: '2' }, 'needsConversion', 'evaluationDomainController', null],
        ['Nano Server is in no table', { OSEditionId: '143', OSBuildNumber: '14393' }, 'unknown', 'unknownEdition', null],
        ['a build with a word', { OSBuildNumber: '17763 beta' }, 'unknown', 'unknownBuild', null],
        ['no build', { OSBuildNumber: '' }, 'unknown', 'unknownBuild', null],
        ['spaces around numbers are no matter', { OSBuildNumber: ' 17763 ', OSEditionId: ' 7' }, 'eligible', null, '4GF74'],
        ['Linux by its platform', { OSPlatformId: '129' }, 'notApplicable', 'notWindows', null],
        ['Essentials 2022 on a newer host', { OSEditionId: '50', OSBuildNumber: '20348' }, 'notEligible', 'guestNewerThanHost', null],
        ['1803 on 2019', { OSBuildNumber: '17134' }, 'eligible', null, 'CWG3J']
    ];
    for (const [title, items, verdict, headline, key] of guestCases) {
        it(`guest: ${title}`, () => {
            const found = assess(host(), guest(items));
            expect([found.verdict, codes(found)[0] ?? null, found.keyLastFive]).toEqual([verdict, headline, key]);
        });
    }

    it('takes the last of two items that differ in letter case only', () => {
        const facts = guest(
            {},
            {
                intrinsic: [
                    { name: 'OSBuildNumber', data: '14393' },
                    { name: 'osbuildnumber', data: '17763' },
                    { name: 'OSEditionId', data: '8' },
                    { name: 'OSPlatformId', data: '2' }
                ]
            }
        );
        expect(assess(host(), facts).keyLastFive).toBe('WMBMW');
    });

    it("lets a machine of unknown kind stay unknown, with its own reason before the host's", () => {
        const off = assess(host({ operatingSystemSku: 7 }), guest({}, { enabledState: 3 }));
        expect([off.verdict, codes(off)]).toEqual(['unknown', ['notRunning', 'hostNotDatacenter']]);
    });

    it('never takes old items of a machine that is off for current', () => {
        expect(assess(host(), guest({ OSEditionId: '48', ProductType: '1' }, { enabledState: 6 })).verdict).toBe('unknown');
    });

    it('lets what was read inside silence off, silent and disabled, the last as a note', () => {
        for (const change of [{ enabledState: 3 }, { intrinsic: [] }, { dataExchangeState: 3 }]) {
            const found = assess(host(), guest({}, change), inside());
            expect([found.verdict, found.evidence, codes(found)]).toEqual(['activated', 'verified', []]);
        }
        expect(assess(host(), guest({}, { dataExchangeState: 3 }), inside()).notes.map(note => note.code)).toEqual(['dataExchangeDisabled']);
    });

    it('keeps activated as it is on a host that cannot renew it', () => {
        const found = assess(host({ operatingSystemSku: 7, buildNumber: 14393 }), guest(), inside());
        expect([found.verdict, codes(found)]).toEqual(['activated', ['hostNotDatacenter', 'guestNewerThanHost']]);
    });

    it('does not say that a key is installed where the host forbids it', () => {
        const found = assess(host({ licenseStatus: 5 }), guest(), inside({ licenseStatus: 5 }));
        expect([found.verdict, codes(found), found.keyLastFive]).toEqual(['notEligible', ['hostNotActivated'], null]);
    });

    const classCases: ReadonlyArray<readonly [object, Verdict, readonly string[]]> = [
        [{ licenseStatus: 5, licenseStatusReason: 0xc004fd02 }, 'keyInstalled', ['statusCode']],
        [{ licenseStatus: 5, partialProductKey: 'CWG3J' }, 'otherKey', ['wrongAvmaKey', 'statusCode']],
        [{ licenseDescription: 'Windows(R) Operating System, OEM_SLP channel' }, 'otherKey', ['oemKey']],
        [{ licenseDescription: 'Windows(R) Operating System, RETAIL channel' }, 'otherKey', ['retailKey']],
        [{ licenseDescription: 'Windows(R) Operating System, VOLUME_KMS_WS19 channel' }, 'otherKey', ['kmsHostKey']],
        [{ licenseDescription: null, partialProductKey: '63DFG' }, 'otherKey', ['kmsClientKey']],
        [{ licenseDescription: 'something new', partialProductKey: 'AAAAA' }, 'eligible', []],
        [{ licenseDescription: 'Windows(R) Operating System, TIMEBASED_EVAL channel' }, 'needsConversion', ['evaluationEdition']],
        [
            { licenseStatus: 0, activationComponent: 'absent', sppsvcStartMode: 'Disabled' },
            'keyInstalled',
            ['licensingServiceDisabled', 'activationComponentMissing', 'statusCode']
        ]
    ];
    for (const [change, verdict, reasons] of classCases) {
        it(`inside: ${JSON.stringify(change)}`, () => {
            const found = assess(host(), guest(), inside(change));
            expect([found.verdict, codes(found)]).toEqual([verdict, [...reasons]]);
        });
    }

    it('answers for any facts: verdict, reasons in order, and a key only where one can be used', () => {
        const pick = <T>(values: readonly T[], seed: number): T => values[seed % values.length];
        const builds = [null, 9200, 9600, 14393, 16299, 17134, 17763, 18363, 19042, 20348, 25398, 26100, 29999];
        const skus = [null, ...editions.map(one => one.sku), 143, 9999];
        let seed = 7;
        for (let round = 0; round < 4000; round++) {
            const next = (): number => (seed = (seed * 1103515245 + 12345) % 2147483648);
            const facts = host({
                buildNumber: pick(builds, next()),
                operatingSystemSku: pick(skus, next()),
                licenseStatus: pick([null, 0, 1, 5], next()),
                vmmsState: pick([null, 'Running', 'Absent'], next())
            });
            const machine = guest(
                {
                    OSBuildNumber: String(pick(builds, next())),
                    OSEditionId: String(pick(skus, next())),
                    ProductType: pick(['', '1', '2', '3'], next()),
                    OSPlatformId: pick(['', '2', '129'], next())
                },
                { enabledState: pick([null, 2, 3, 9], next()), dataExchangeState: pick([null, 2, 3], next()) }
            );
            const read = pick(
                [null, inside({ licenseStatus: pick([null, 0, 1], next()), buildNumber: pick(builds, next()), operatingSystemSku: pick(skus, next()) })],
                next()
            );
            const found = assess(facts, machine, read);
            const withKey = ['activated', 'keyInstalled', 'otherKey', 'eligible'].includes(found.verdict);
            expect(found.keyLastFive !== null)
                .withContext(JSON.stringify(found))
                .toBe(withKey);
            expect(found.evidence).toBe(read ? 'verified' : 'reported');
            expect(found.reasons.length > 0 || found.verdict === 'eligible' || found.verdict === 'activated').toBeTrue();
            expect(found.reasons.every(reason => reasonCodes.includes(reason.code))).toBeTrue();
        }
    });
});

describe('the keys', () => {
    it('have last fives that tell them apart from each other and from every KMS client key', () => {
        const all = [...avmaKeys.map(key => lastFive(key.key)), ...kmsClientLastFives];
        expect(new Set(all).size).toBe(all.length);
        expect(avmaKeys.every(one => /^([A-Z0-9]{5}-){4}[A-Z0-9]{5}$/.test(one.key))).toBeTrue();
    });
});

describe('the host checks', () => {
    it('come from the same rules as the verdicts', () => {
        expect(hostAnswer(host({ hyperVRights: true }))).toBe('yes');
        expect(hostAnswer(host({ operatingSystemSku: 7 }))).toBe('no');
        expect(hostAnswer(host({ licenseStatus: null }))).toBe('unknown');
        // No reason against activation, but not everything could be read, as with an account without access to services.
        expect(hostAnswer(host({ sppsvcStartMode: null }))).toBe('partly');
        expect(hostAnswer(host({ hyperVRights: false, sppsvcStartMode: null }))).toBe('unseen');
        expect(hostAnswer(host({ vmmsState: 'Stopped' }))).toBe('unseen');
        expect(hostAnswer(host({ vmmsState: 'Stopped', licenseStatus: 0 }))).toBe('no');
        expect(hostAnswer(host({ vmmsState: null }))).toBe('partly');
        // No page says that these activate guests, and none that they don't.
        expect(hostAnswer(host({ manufacturer: 'Microsoft Corporation', model: 'Virtual Machine' }))).toBe('unsure');
        expect(hostAnswer(host({ operatingSystemSku: 80 }))).toBe('unsure');
        expect(hostAnswer(host({ operatingSystemSku: 79 }))).toBe('no');
        expect(hostAnswer(host({ operatingSystemSku: 80, licenseStatus: 5 }))).toBe('no');
        expect(hostAnswer(host({ sppsvcStartMode: null, licenseStatus: 0 }))).toBe('no');
        const states = (change: object): Record<string, string> => Object.fromEntries(hostChecks(host(change)).map(check => [check.id, check.state]));
        expect(states({ operatingSystemSku: 7 }).edition).toBe('problem');
        expect(states({ licenseStatus: 5 }).activated).toBe('problem');
        expect(states({ gracePeriodMinutes: 1000 }).activated).toBe('warning');
        expect(states({ vmmsState: 'Stopped' }).hyperV).toBe('warning');
        expect(states({ hyperVRights: false }).rights).toBe('problem');
        expect(states({ operatingSystemSku: 406 }).azureLocal).toBe('problem');
        expect(states({ manufacturer: 'Microsoft Corporation', model: 'Virtual Machine' }).physical).toBe('warning');
        expect(states({}).physical).toBeUndefined();
    });
});
