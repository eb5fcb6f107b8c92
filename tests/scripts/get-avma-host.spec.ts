/** Get-AvmaHost on the engine: one row whatever the host is, with what could not be read named. */
import { Estate } from '../../dev-gateway/estate/estate';
import { NodeEntry } from '../../dev-gateway/estate/estate-file';
import { importHostRow } from '../../src/app/data/import/import-host-row';
import { hostDoubts } from '../../src/app/domain/judgement/host-doubts';
import { estateOf } from '../estate/support/ask';
import { closeEngine } from '../support/engine';
import { runScript, timeless } from './support/script-runner';

async function hostRow(node: string, estate?: Estate): Promise<Record<string, unknown>> {
    const { rows, errors, failure } = await runScript('Get-AvmaHost', node, { estate });
    expect([failure, errors, rows.length]).toEqual([null, [], 1]);
    expect(() => importHostRow(rows[0])).not.toThrow();
    return rows[0];
}

describe('Get-AvmaHost', () => {
    it('fills each field of an activated Datacenter host', async () => {
        expect(timeless(await hostRow('HV01'))).toEqual(
            jasmine.objectContaining({
                computerName: 'HV01',
                fqdn: 'hv01.contoso.com',
                osCaption: 'Microsoft Windows Server 2019 Datacenter',
                buildNumber: 17763,
                operatingSystemSku: 8,
                productType: 3,
                manufacturer: 'Contoso',
                model: 'Rack 2U',
                licenseDescription: 'Windows(R) Operating System, VOLUME_MAK channel',
                productKeyChannel: 'Volume:MAK',
                partialProductKey: '7QXYZ',
                licenseStatus: 1,
                licenseStatusReason: 0x4004f040,
                gracePeriodMinutes: 0,
                evaluationEndDate: null,
                sppsvcState: 'Stopped',
                sppsvcStartMode: 'Auto',
                vmmsState: 'Running',
                hyperVPowerShell: true,
                hyperVRights: true,
                clusterName: null,
                clusterNodeNames: [],
                azureLocalActivation: null,
                languageMode: 'FullLanguage',
                unread: []
            })
        );
    });

    it('reads a license without a key, and never that of another application', async () => {
        const license = async (node: string): Promise<unknown[]> => {
            const row = await hostRow(node);
            return [row.licenseDescription, row.productKeyChannel, row.partialProductKey, row.licenseStatus, row.unread];
        };
        expect(await license('HV-PAYG')).toEqual([null, null, null, 1, []]);
        expect(await license('HV-OFF')).toEqual(['Windows(R) Operating System, VOLUME_KMSCLIENT channel', 'Volume:GVLK', '63DFG', 5, []]);
    });

    it('tells a host without rights, without Hyper-V, without its module and with its service stopped apart', async () => {
        const facts = async (node: string): Promise<unknown[]> => {
            const row = await hostRow(node);
            return [row.vmmsState, row.hyperVRights, row.hyperVPowerShell];
        };
        expect(await facts('HV-RIGHTS')).toEqual(['Running', false, true]);
        expect(await facts('FILE01')).toEqual(['Absent', null, false]);
        expect(await facts('HV-NOMODULE')).toEqual(['Running', true, false]);
        expect(await facts('HV-VMMS')).toEqual(['Stopped', null, true]);
    });

    describe('of an account that is no administrator', () => {
        const denied = '0x80041003';
        const guests = [{ name: 'A', os: '2019' }];
        const facts = async (entry: Partial<NodeEntry>, language: 'full' | 'constrained' = 'full'): Promise<Record<string, unknown>> => {
            const { rows, errors, failure } = await runScript('Get-AvmaHost', 'HV', { estate: estateOf({ guests, ...entry }), language });
            expect([failure, errors]).toEqual([null, []]);
            return rows[0];
        };

        it('takes an answer of Hyper-V for the running service, and names what was denied', async () => {
            const row = await hostRow('HV-OPERATOR');
            expect([row.vmmsState, row.hyperVRights, row.sppsvcState, row.sppsvcStartMode, row.licenseStatus, row.clusterName]).toEqual([
                'Running',
                true,
                null,
                null,
                1,
                null
            ]);
            expect(row.unread).toEqual(['sppsvcStartMode', 'sppsvcState'].map(field => ({ field, code: denied })));
        });

        it('calls nothing absent that it only does not see', async () => {
            const cases: ReadonlyArray<readonly [what: string, entry: Partial<NodeEntry>, vmmsState: unknown, hyperVRights: unknown, unread: string[]]> = [
                ['some services', { rights: { services: ['sppsvc'] } }, 'Running', true, []],
                ['no service', { rights: { services: [] } }, 'Running', true, ['sppsvcStartMode notSeen', 'sppsvcState notSeen']],
                [
                    'without Hyper-V rights',
                    { rights: { services: ['sppsvc'] }, hyperVRights: false },
                    null,
                    null,
                    ['hyperVRights notSeen', 'vmmsState notSeen']
                ],
                [
                    'denied, without Hyper-V rights',
                    { rights: { denied: ['Win32_Service'] }, hyperVRights: false },
                    null,
                    null,
                    [`hyperVRights notSeen`, ...['sppsvcStartMode', 'sppsvcState', 'vmmsState'].map(field => `${field} ${denied}`)]
                ],
                [
                    'denied, service stopped',
                    { rights: { denied: ['Win32_Service'] }, hyperV: 'stopped' },
                    null,
                    null,
                    ['hyperVRights 0x80041001', ...['sppsvcStartMode', 'sppsvcState', 'vmmsState'].map(field => `${field} ${denied}`)]
                ],
                [
                    'denied in Hyper-V, too',
                    { rights: { denied: ['root/virtualization/v2'], services: ['sppsvc'] } },
                    null,
                    false,
                    [`hyperVRights ${denied}`, 'vmmsState notSeen']
                ],
                [
                    'no Hyper-V',
                    { rights: { denied: ['Win32_Service'] }, hyperV: 'absent', guests: [] },
                    'Absent',
                    null,
                    ['sppsvcStartMode', 'sppsvcState'].map(field => `${field} ${denied}`)
                ]
            ];
            for (const [what, entry, vmmsState, hyperVRights, unread] of cases) {
                for (const language of ['full', 'constrained'] as const) {
                    const row = await facts(entry, language);
                    const unreadFields = (row.unread as Array<{ field: string; code: string }>).map(({ field, code }) => `${field} ${code}`);
                    expect([what, row.vmmsState, row.hyperVRights, unreadFields]).toEqual([what, vmmsState, hyperVRights, unread]);
                }
            }
        });

        it('reads the rest where licenses are denied', async () => {
            const row = await facts({ rights: { denied: ['SoftwareLicensingProduct'] } });
            expect([row.licenseStatus, row.operatingSystemSku, row.sppsvcStartMode, row.vmmsState]).toEqual([null, 8, 'Auto', 'Running']);
            expect(row.unread).toContain({ field: 'licenseStatus', code: denied });
        });

        it('finds the cluster of a node whose services it does not see', async () => {
            const cluster = { name: 'CLU', nodes: ['HV'] };
            const row = await facts({ cluster, rights: { denied: ['Win32_Service'] } });
            expect([row.clusterName, row.clusterNodeNames]).toEqual(['CLU', ['HV']]);
            const closed = await facts({ cluster, rights: { denied: ['root/MSCluster'] } });
            expect([closed.clusterName, closed.clusterNodeNames]).toEqual([null, []]);
            expect(closed.unread).toEqual(['clusterName', 'clusterNodeNames'].map(field => ({ field, code: denied })));
        });
    });

    it('reads licenses: not activated, by KMS with a term, evaluation with its end', async () => {
        expect((await hostRow('HV-OFF')).licenseStatus).toBe(5);
        expect((await hostRow('HV-KMS')).gracePeriodMinutes).toBe(201600);
        expect((await hostRow('HV-EVAL')).evaluationEndDate).toContain('2027-03-01');
    });

    it('finds signs of pay-as-you-go only where a release can have it, everything was read, and no key is there', async () => {
        const doubts = async (entry: Partial<NodeEntry>): Promise<string[]> =>
            hostDoubts(importHostRow(await hostRow('HV', estateOf({ os: '2025', license: 'withoutKey', ...entry }))));
        expect(await doubts({})).toEqual(['hostMaybePayAsYouGo']);
        for (const entry of [{ os: '2022' }, { license: 'mak' }, { rights: { denied: ['SoftwareLicensingProduct'] } }] as const) {
            expect(await doubts(entry)).toEqual([]);
        }
    });

    it('reads the license of a system that has no channel of keys, and says that it lacks it', async () => {
        const row = await hostRow('HV', estateOf({ withoutKeyChannel: true }));
        expect([row.licenseDescription, row.partialProductKey, row.licenseStatus, row.gracePeriodMinutes, row.productKeyChannel]).toEqual([
            'Windows(R) Operating System, VOLUME_MAK channel',
            '7QXYZ',
            1,
            0,
            null
        ]);
        expect(row.unread).toEqual([{ field: 'productKeyChannel', code: '0x80041017' }]);
    });

    it('reads the licensed one of two licenses, whichever WMI lists first', async () => {
        const row = await hostRow('HV', estateOf({ license: 'kms', secondKey: true }));
        expect([row.partialProductKey, row.licenseStatus, row.licenseDescription, row.productKeyChannel, row.gracePeriodMinutes]).toEqual([
            '63DFG',
            1,
            'Windows(R) Operating System, VOLUME_KMSCLIENT channel',
            'Volume:GVLK',
            201600
        ]);
    });

    it('takes the year 1601 for no date, also where the time zone makes it 1600', async () => {
        const zone = process.env.TZ;
        try {
            for (const place of ['Etc/UTC', 'America/Los_Angeles', 'Europe/Berlin']) {
                // The engine takes its time zone from the environment that it is started with.
                await closeEngine();
                process.env.TZ = place;
                expect([place, (await hostRow('HV01')).evaluationEndDate]).toEqual([place, null]);
                expect([place, (await hostRow('HV-EVAL')).evaluationEndDate]).toEqual([place, '2027-03-01T10:00:00.0000000Z']);
            }
        } finally {
            await closeEngine();
            if (zone === undefined) {
                delete process.env.TZ;
            } else {
                process.env.TZ = zone;
            }
        }
    });

    it('reads a cluster node', async () => {
        const row = await hostRow('NODE1');
        expect([row.clusterName, row.clusterNodeNames]).toEqual(['CLU1', ['NODE1', 'NODE2']]);
    });

    it('takes from Azure Local only what cannot be misread', async () => {
        expect((await hostRow('AZL01')).azureLocalActivation).toEqual({ configured: true, version: '2022' });
        expect((await hostRow('AZL02')).azureLocalActivation).toEqual({ configured: false, version: null });
    });

    it('leaves to the table of releases which of the years in the answer of Azure Local is a version', async () => {
        const read = async (...answers: ReadonlyArray<Readonly<Record<string, string>>>): Promise<unknown> =>
            (await hostRow('HV', estateOf({ os: 'azureLocal', azureLocalAnswer: answers }))).azureLocalActivation;
        expect(await read({ ServerName: 'AZL2024', Version: 'Windows Server 2022 Datacenter', Since: '2026-05-01' })).toEqual({
            configured: true,
            version: '2022, 2024, 2026'
        });
        expect(await read({ Version: 'Windows Server 2031 Datacenter' })).toEqual({ configured: true, version: '2031' });
        expect(await read({ Version: 'WS2019' }, { Version: 'WS2022' })).toEqual({ configured: true, version: '2019, 2022' });
        expect(await read({ Kind: 'Subscription' })).toEqual({ configured: true, version: 'subscription' });
        expect(await read({ Version: '10.0.20348', Id: '20221' })).toEqual({ configured: null, version: null });
    });

    it('says that a 2012 R2 host runs no later classes, and reads the rest', async () => {
        expect((await hostRow('HV-2012')).buildNumber).toBe(9600);
    });

    it('gives the same row in constrained language, but for the language mode', async () => {
        const constrained = (await runScript('Get-AvmaHost', 'HV01', { language: 'constrained' })).rows[0];
        expect(constrained.languageMode).toBe('ConstrainedLanguage');
        expect(timeless({ ...constrained, languageMode: 'FullLanguage' })).toEqual(timeless(await hostRow('HV01')));
    });
});
