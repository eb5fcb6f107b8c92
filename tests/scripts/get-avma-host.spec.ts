/** Get-AvmaHost on the engine: one row whatever the host is, with what could not be read named. */
import { importHostRow } from '../../src/app/data/import/import-host-row';
import { closeEngine, runScript, timeless } from './support/script-runner';

async function hostRow(node: string): Promise<Record<string, unknown>> {
    const { rows, errors, failure } = await runScript('Get-AvmaHost', node);
    expect([failure, errors, rows.length]).toEqual([null, [], 1]);
    expect(() => importHostRow(rows[0])).not.toThrow();
    return rows[0];
}

describe('Get-AvmaHost', () => {
    afterAll(closeEngine);

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

    it('reads licences: not activated, by KMS with a term, evaluation with its end', async () => {
        expect((await hostRow('HV-OFF')).licenseStatus).toBe(5);
        expect((await hostRow('HV-KMS')).gracePeriodMinutes).toBe(201600);
        expect((await hostRow('HV-EVAL')).evaluationEndDate).toContain('2027-03-01');
    });

    it('reads a cluster node', async () => {
        const row = await hostRow('NODE1');
        expect([row.clusterName, row.clusterNodeNames]).toEqual(['CLU1', ['NODE1', 'NODE2']]);
    });

    it('takes from Azure Local only what cannot be misread', async () => {
        expect((await hostRow('AZL01')).azureLocalActivation).toEqual({ configured: true, version: '2022' });
        expect((await hostRow('AZL02')).azureLocalActivation).toEqual({ configured: false, version: null });
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
