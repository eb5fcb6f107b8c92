/** What a run plans for every kind of guest, and which keys it never replaces without confirmation. */
import { importActivationRow } from '../../data/import/import-activation-row';
import { importGuestRow } from '../../data/import/import-guest-row';
import { importHostRow } from '../../data/import/import-host-row';
import { ApplyMode } from '../facts/apply-facts';
import { ApplyOptions, planApply, PlannedGuest, planGuest } from './apply-plan';
import { PlannableGuest } from './apply-target';
import { guestKey } from '../facts/guest-key';
import { assess } from '../judgement/assess';
import { avmaKeys } from '../versions/keys';
import { kmsClientKeys } from '../versions/kms-client-keys';
import { GenericKey, readProductKey } from '../advice/product-key';

const vmId = '11111111-2222-3333-4444-555555555555';
const avma: ApplyOptions = { mode: 'installAndActivate', target: { kind: 'avma' } };
const back: ApplyOptions = { mode: 'installAndActivate', target: { kind: 'back' } };
const own: ApplyOptions = { mode: 'install', target: { kind: 'own', lastFive: '3V66T' } };

interface Situation {
    readonly host?: object;
    readonly guest?: object;
    readonly items?: Readonly<Record<string, string>>;
    readonly inside?: object;
}

function situation({ host = {}, guest = {}, items = {}, inside }: Situation = {}): PlannableGuest {
    const hostFacts = importHostRow({ buildNumber: 26100, operatingSystemSku: 8, licenseStatus: 1, sppsvcStartMode: 'Auto', vmmsState: 'Running', ...host });
    const reported = { OSPlatformId: '2', OSBuildNumber: '17763', OSEditionId: '8', ProductType: '3', ...items };
    const intrinsic = Object.entries(reported).map(([name, data]) => ({ name, data }));
    const facts = importGuestRow({ vmId, name: 'APP01', enabledState: 2, dataExchangeState: 2, intrinsic, ...guest });
    const reading = inside ? importActivationRow({ vmId, buildNumber: 17763, operatingSystemSku: 8, productType: 3, ...inside }) : null;
    return { hostName: 'HV01', host: hostFacts, guest: facts, assessment: assess(hostFacts, facts, reading), inside: reading && { facts: reading } };
}

const description = (channel: string): string => `Windows(R) Operating System, ${channel} channel`;
const mak = { licenseDescription: description('VOLUME_MAK'), partialProductKey: '3V66T', licenseStatus: 5 };
const right = { licenseDescription: description('VIRTUAL_MACHINE_ACTIVATION'), partialProductKey: 'WMBMW', licenseStatus: 1 };
const gvlk = { licenseDescription: description('VOLUME_KMSCLIENT'), partialProductKey: '63DFG', licenseStatus: 5 };

function summary(planned: PlannedGuest): string {
    return planned.action === 'skipped' ? `${planned.skip.source} ${planned.skip.code}` : `${planned.action} ${String(planned.keyLastFive)}`;
}
const plan = (how: ApplyOptions, what?: Situation): string => summary(planGuest(situation(what), how));
const generic = (lastFive: string): GenericKey => {
    const key = [...avmaKeys, ...kmsClientKeys].find(one => one.key.endsWith(lastFive));
    const typed = readProductKey(key?.key ?? '');
    if (typed.problem !== null || !typed.generic) {
        throw new Error(`${lastFive} is no generic key`);
    }
    return typed.generic;
};
const chosen = (lastFive: string): ApplyOptions => ({ ...avma, target: { kind: 'chosen', key: generic(lastFive) } });

describe('the plan for running guests with one id', () => {
    const one = { ...situation(), twins: ['HV02'] };
    const other = { ...situation(), hostName: 'HV02', twins: ['HV01'] };

    it('enters neither where both are chosen, nor by a script', () => {
        for (const how of [avma, { ...avma, overNetwork: true }, { ...avma, byHand: true }]) {
            expect(planApply([one, other], how).skipped.map(summary)).toEqual(['obstacle sameIdChosen', 'obstacle sameIdChosen']);
        }
    });

    it('enters the chosen one on its host, and says that there is another', () => {
        const { items } = planApply([other], avma);
        expect(items.map(({ hostName, warnings }) => [hostName, warnings])).toEqual([['HV02', ['sameId']]]);
    });

    it('enters none over the network, where only the id tells who answers', () => {
        expect(summary(planGuest(one, { ...avma, overNetwork: true }))).toBe('obstacle sameIdOverNetwork');
        const old = { ...situation({ host: { buildNumber: 9600 }, items: { OSBuildNumber: '9600' } }), twins: ['HV02'] };
        expect(summary(planGuest(old, avma))).toBe('obstacle sameIdOverNetwork');
        expect(summary(planGuest(old, { ...avma, byHand: true }))).toContain('apply');
    });
});

describe('the plan for a guest', () => {
    it('says what goes in where nobody has looked: the key, and that the class will be read first', () => {
        expect(planGuest(situation(), avma)).toEqual({
            hostName: 'HV01',
            vmId,
            name: 'APP01',
            action: 'apply',
            mode: 'installAndActivate',
            channel: 'direct',
            key: 'H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW',
            keyLastFive: 'WMBMW',
            fromClass: null,
            fromLastFive: null,
            toClass: 'avma',
            expectedBuild: 17763,
            expectedSku: 8,
            warnings: [],
            confirmation: null,
            replaceable: [],
            expectedLastFive: ''
        });
    });

    it('gives the reason of the assessment where it applies nothing', () => {
        const cases: ReadonlyArray<readonly [string, Situation]> = [
            ['reason hostNotDatacenter', { host: { operatingSystemSku: 7 } }],
            ['reason hostUnknown', { host: { licenseStatus: null } }],
            ['reason dataExchangeDisabled', { guest: { dataExchangeState: 3 } }],
            ['reason dataExchangeSilent', { guest: { intrinsic: [] } }],
            ['reason notWindows', { items: { OSPlatformId: '0' } }],
            ['reason clientEdition', { items: { OSEditionId: '48', ProductType: '1' } }],
            ['reason evaluationEdition', { items: { OSEditionId: '80' } }],
            ['reason evaluationEdition', { inside: { licenseDescription: description('TIMEBASED_EVAL') } }],
            ['reason guestNewerThanHost', { host: { buildNumber: 14393 } }],
            ['reason buildNotDocumented', { items: { OSBuildNumber: '25398' } }],
            ['reason unknownBuild', { items: { OSBuildNumber: 'x' } }],
            ['obstacle shielded', { guest: { shielded: true } }],
            ['reason shieldedSilent', { guest: { shielded: true, intrinsic: [] } }],
            ['reason shieldedSilent', { guest: { shielded: true, dataExchangeState: 3 } }]
        ];
        for (const [expected, what] of cases) {
            expect(plan(avma, what)).withContext(JSON.stringify(what)).toBe(expected);
        }
    });

    it('lets a guest that is off wait, unless its host forbids what is to come, or it is known to need nothing', () => {
        const off = { enabledState: 3 };
        expect(plan(avma, { guest: off })).toBe('waits null');
        expect(plan(back, { guest: off })).toBe('waits null');
        expect(plan(own, { guest: off })).toBe('waits null');
        expect(plan(avma, { guest: off, inside: gvlk })).toBe('waits WMBMW');
        expect(plan(avma, { guest: off, inside: right })).toBe('plan alreadyRight');
        expect(plan(avma, { guest: off, host: { operatingSystemSku: 7 } })).toBe('reason hostNotDatacenter');
    });

    it('does nothing to what is right already, by mode', () => {
        const modes: ReadonlyArray<readonly [ApplyMode, object, string]> = [
            ['installAndActivate', right, 'plan alreadyRight'],
            ['install', right, 'plan alreadyRight'],
            ['activate', right, 'plan alreadyRight'],
            ['renew', right, 'apply WMBMW'],
            ['renew', { ...right, licenseStatus: 5 }, 'apply WMBMW'],
            ['renew', gvlk, 'plan keyNotInstalled'],
            ['check', right, 'apply WMBMW'],
            ['installAndActivate', { ...right, licenseStatus: 5 }, 'apply WMBMW'],
            ['install', { ...right, licenseStatus: 5 }, 'plan keyInstalled'],
            ['activate', { ...right, licenseStatus: 5 }, 'apply WMBMW'],
            ['activate', gvlk, 'plan keyNotInstalled'],
            ['activate', { ...right, partialProductKey: 'CWG3J', licenseStatus: 5 }, 'plan keyNotInstalled'],
            ['installAndActivate', { ...right, partialProductKey: 'CWG3J', licenseStatus: 5 }, 'apply WMBMW'],
            ['installAndActivate', { ...right, partialProductKey: 'AAAAA' }, 'plan alreadyRight']
        ];
        for (const [mode, inside, expected] of modes) {
            expect(plan({ ...avma, mode }, { inside }))
                .withContext(`${mode} ${JSON.stringify(inside)}`)
                .toBe(expected);
        }
        expect(plan({ ...avma, mode: 'activate' })).toBe('apply WMBMW');
    });

    it('counts a reading with an error as none', () => {
        expect(plan(avma, { inside: { ...right, error: { code: 'sessionLost' } } })).toBe('apply WMBMW');
    });

    it('enters 2012 R2 over the network, and every guest that is wished so', () => {
        const channel = (how: ApplyOptions, what?: Situation): string | null => {
            const planned = planGuest(situation(what), how);
            return planned.action === 'apply' ? planned.channel : null;
        };
        expect(channel(avma, { items: { OSBuildNumber: '9600' } })).toBe('winrm');
        expect([channel(avma), channel({ ...avma, overNetwork: true })]).toEqual(['direct', 'winrm']);
    });

    it('needs no way in where the script is run by hand', () => {
        const byHand = { ...avma, byHand: true };
        expect(plan(byHand, { guest: { shielded: true } })).toBe('apply WMBMW');
        expect(plan(byHand, { guest: { shielded: true, intrinsic: [] } })).toBe('reason shieldedSilent');
        expect(plan(byHand, { guest: { enabledState: 3 }, inside: gvlk })).toBe('apply WMBMW');
        expect(plan(byHand, { guest: { enabledState: 3 } })).toBe('waits null');
        expect(plan(byHand, { items: { OSPlatformId: '0' } })).toBe('reason notWindows');
    });

    it('sorts a selection by what happens to it, and gives single guests targets of their own', () => {
        const other = { ...situation(), guest: { ...situation().guest, vmId: 'other', name: null } };
        const { items, waiting, skipped } = planApply([situation(), situation({ guest: { enabledState: 3 } }), situation({ inside: right }), other], {
            ...avma,
            targets: new Map([[guestKey({ hostName: 'HV01', vmId: 'other' }), back.target]])
        });
        expect(items.map(one => [one.name, one.keyLastFive])).toEqual([
            ['APP01', 'WMBMW'],
            ['other', '63DFG']
        ]);
        expect([waiting.length, skipped.map(summary)]).toEqual([1, ['plan alreadyRight']]);
    });
});

describe('keys that are not replaced unasked', () => {
    const needs = (inside: object, how: ApplyOptions = avma): unknown => {
        const planned = planGuest(situation({ inside }), how);
        return planned.action === 'apply' ? [planned.confirmation?.kinds ?? null, planned.confirmation?.given ?? null, planned.replaceable] : summary(planned);
    };
    const expected = (inside: object, how: ApplyOptions): unknown => {
        const planned = planGuest(situation({ inside }), how);
        return planned.action === 'apply' && planned.expectedLastFive;
    };

    it('are those that cannot be read back, and licenses outside AVMA that work', () => {
        const cases: ReadonlyArray<readonly [object, readonly string[] | null]> = [
            [mak, ['mak']],
            [{ ...mak, licenseStatus: 1 }, ['mak', 'licensed']],
            [{ licenseDescription: description('OEM_SLP'), partialProductKey: 'AAAAA', licenseStatus: 0 }, ['oem']],
            [{ licenseDescription: description('RETAIL'), partialProductKey: 'AAAAA', licenseStatus: 0 }, ['retail']],
            [{ licenseDescription: description('VOLUME_KMS_WS19'), partialProductKey: 'AAAAA', licenseStatus: 1 }, ['kmsHost', 'licensed']],
            [{ licenseDescription: 'something new', partialProductKey: 'AAAAA', licenseStatus: 0 }, ['unreadable']],
            [gvlk, null],
            [{ ...gvlk, licenseStatus: 1 }, ['licensed']],
            [{ licenseDescription: null, partialProductKey: null, licenseStatus: 0 }, null],
            // Pay-as-you-go or a subscription: there is no key to lose, but a license.
            [{ licenseDescription: null, partialProductKey: null, licenseStatus: 1 }, ['licensed']],
            [{ licenseDescription: description('RETAIL'), partialProductKey: null, licenseStatus: 1 }, ['licensed']],
            [
                { licenseDescription: null, partialProductKey: null, licenseStatus: 1, unread: [{ field: 'partialProductKey', code: '0x80041003' }] },
                ['unreadable', 'licensed']
            ],
            [{ ...right, partialProductKey: 'CWG3J', licenseStatus: 5 }, null]
        ];
        for (const [inside, kinds] of cases) {
            expect(needs(inside))
                .withContext(JSON.stringify(inside))
                .toEqual([kinds, kinds && false, []]);
        }
    });

    it('are replaceable by a confirmation for this guest and this very key only, and only once it was read', () => {
        const confirmation = { key: guestKey({ hostName: 'HV01', vmId }), installedClass: 'mak', installedLastFive: '3v66t', installedStatus: 5 } as const;
        const withThese = (...confirmations: NonNullable<ApplyOptions['confirmations']>): ApplyOptions => ({ ...avma, confirmations });
        expect(needs(mak, withThese(confirmation))).toEqual([['mak'], true, ['mak']]);
        expect(needs({ ...mak, licenseStatus: 1 }, withThese(confirmation))).toEqual([['mak', 'licensed'], true, ['mak', 'licensed']]);
        for (const other of [
            { ...confirmation, key: guestKey({ hostName: 'HV02', vmId }) },
            { ...confirmation, installedClass: 'retail' as const },
            { ...confirmation, installedLastFive: 'AAAAA' },
            { ...confirmation, installedLastFive: null }
        ]) {
            expect(needs(mak, withThese(other))).toEqual([['mak'], false, []]);
        }
        // Sends the key that was read, not the one that was confirmed.
        expect([expected(mak, withThese(confirmation)), expected(mak, avma)]).toEqual(['3V66T', '']);
        const keyless = { ...mak, partialProductKey: null };
        // Without characters, class and status tell which key was shown.
        expect(expected(keyless, withThese({ ...confirmation, installedLastFive: null }))).toBe('mak/5');
        expect(needs(keyless, withThese({ ...confirmation, installedLastFive: null, installedStatus: 1 }))).toEqual([['mak'], false, []]);
        const unread = planGuest(situation(), withThese(confirmation));
        expect(unread.action === 'apply' && unread.replaceable).toEqual([]);
    });

    it('are no matter where nothing is replaced', () => {
        for (const mode of ['check', 'activate'] as const) {
            expect(needs({ ...mak, partialProductKey: 'WMBMW' }, { ...avma, mode })).toEqual([null, null, []]);
        }
    });
});

describe('other keys than the AVMA key', () => {
    it('goes back to the KMS client key whatever the host is, and says that AVMA is left', () => {
        expect(plan(back, { host: { operatingSystemSku: 7 }, items: { OSEditionId: '7' } })).toBe('apply J464C');
        expect(plan(back, { items: { OSBuildNumber: '19042', OSEditionId: '145' } })).toBe('apply CWH2D');
        expect(plan(back, { items: { OSBuildNumber: '25398' } })).toBe('plan noKmsClientKey');
        expect(plan(back, { items: { OSEditionId: '80' } })).toBe('reason evaluationEdition');
        expect(plan(back, { items: { OSEditionId: '80', ProductType: '2' } })).toBe('reason evaluationDomainController');
        expect(plan(back, { inside: { ...gvlk, licenseStatus: 1 } })).toBe('plan alreadyRight');
        const planned = planGuest(situation({ inside: right }), back);
        expect(planned.action === 'apply' && [planned.toClass, planned.warnings, planned.confirmation]).toEqual(['kmsClient', ['leavesAvma'], null]);
    });

    it('puts an own key into any server that is known, and holds nothing of it but the last five', () => {
        const planned = planGuest(situation({ host: { licenseStatus: 5 }, items: { OSEditionId: '33' } }), own);
        expect(planned).toEqual(jasmine.objectContaining({ action: 'apply', key: null, keyLastFive: '3V66T', toClass: 'own', warnings: ['ownKeyUnknown'] }));
        expect(plan(own, { items: { OSBuildNumber: 'x' } })).toBe('reason unknownBuild');
        expect(plan(own, { items: { OSEditionId: 'x' } })).toBe('reason unknownEdition');
        expect(plan(own, { guest: { intrinsic: [] } })).toBe('reason dataExchangeSilent');
        expect(plan(own, { inside: { licenseDescription: description('TIMEBASED_EVAL') } })).toBe('reason evaluationEdition');
        expect(plan(own, { items: { OSEditionId: '175' } })).toBe('reason clientEdition');
    });

    it('takes a key chosen by hand where no table has one, with a warning', () => {
        const warned = (how: ApplyOptions, what: Situation): unknown => {
            const planned = planGuest(situation(what), how);
            return planned.action === 'apply' ? planned.warnings : summary(planned);
        };
        for (const build of ['19042', '25398', '20000']) {
            expect(warned(chosen('WMBMW'), { items: { OSBuildNumber: build } }))
                .withContext(build)
                .toEqual(['keyNotDocumented']);
        }
        expect(warned(chosen('63DFG'), { items: { OSBuildNumber: '25398' } })).toEqual(['keyNotDocumented']);
        expect(warned(chosen('WMBMW'), {})).toEqual([]);
        expect(warned(chosen('63DFG'), {})).toEqual([]);
    });

    it('takes no key that is known to be another one, nor one that host or guest forbid', () => {
        expect(plan(chosen('4GF74'), { items: { OSBuildNumber: '25398' } })).toBe('plan keyOfOtherEdition');
        expect(plan(chosen('CWG3J'))).toBe('plan keyOfOtherVersion');
        expect(plan(chosen('8XDDG'))).toBe('plan keyOfOtherVersion');
        expect(plan(chosen('WMBMW'), { items: { OSBuildNumber: '25398' }, host: { operatingSystemSku: 7 } })).toBe('reason hostNotDatacenter');
        expect(plan(chosen('63DFG'), { items: { OSBuildNumber: '25398' }, host: { operatingSystemSku: 7 } })).toBe('apply 63DFG');
        expect(plan(chosen('WMBMW'), { items: { OSBuildNumber: 'x' } })).toBe('reason unknownBuild');
        expect(plan(chosen('WMBMW'), { guest: { enabledState: 3 } })).toBe('waits null');
    });
});

describe('the plan for a guest that was read some time ago', () => {
    const now = '2026-11-30T12:00:00Z';
    const activated = (collectedAt: string): Situation => ({ host: { collectedAt: now }, inside: { ...right, collectedAt, gracePeriodMinutes: 60 } });
    const modes: readonly ApplyMode[] = ['installAndActivate', 'activate', 'install', 'renew'];
    const plans = (collectedAt: string): string[] => modes.map(mode => plan({ ...avma, mode }, activated(collectedAt)));

    it('has nothing to do while its activation lasts, but to renew it', () => {
        expect(plans('2026-11-30T11:30:00Z')).toEqual(['plan alreadyRight', 'plan alreadyRight', 'plan alreadyRight', 'apply WMBMW']);
    });

    it('activates it once the term has ended, and does not install the key that it has', () => {
        expect(plans('2026-11-30T10:30:00Z')).toEqual(['apply WMBMW', 'apply WMBMW', 'plan keyInstalled', 'apply WMBMW']);
    });

    it('activates it where its host has rejected a later request', () => {
        const one = situation(activated('2026-11-30T11:30:00Z'));
        const inside = one.inside?.facts ?? null;
        const assessment = assess(one.host, one.guest, inside, { at: '2026-11-30T11:45:00Z', code: 0xc004f00f, by: 'id', otherHost: null });
        expect(summary(planGuest({ ...one, assessment }, avma))).toBe('apply WMBMW');
    });
});
