import { importHostRow } from '../../data/import/import-host-row';
import { hostCheckIds, hostChecks } from './host-checks';
import { lacksRights, unreadCause, unreadForCheck } from './unread';

describe('What an account could not read', () => {
    it('is denied by the codes of WMI and Windows, hidden, or failed otherwise', () => {
        const causes = ['0x80041003', '0x80070005', '0X80041003', 'notSeen', '0x80041001', 'absent'].map(code => unreadCause({ field: 'vmmsState', code }));
        expect(causes).toEqual(['denied', 'denied', 'denied', 'notSeen', 'failed', 'failed']);
    });

    it('an administrator could read where it is denied or hidden, and only there', () => {
        const kept = (...codes: string[]): boolean => lacksRights(codes.map(code => ({ field: 'model', code })));
        expect([kept(), kept('0x80041001', 'absent'), kept('absent', 'notSeen'), kept('0x80041003')]).toEqual([false, false, true, true]);
    });

    it('says why each check of a host is unknown that it decides', () => {
        const fields = ['vmmsState', 'operatingSystemSku', 'buildNumber', 'licenseStatus', 'sppsvcStartMode', 'hyperVRights'];
        const host = importHostRow({ computerName: 'HV', unread: fields.map(field => ({ field, code: '0x80041003' })) });
        const unknown = hostChecks(host).filter(({ state }) => state === 'unknown');
        expect(unknown.map(({ id }) => id)).toEqual(['hyperV', 'edition', 'version', 'activated', 'licensingService', 'rights']);
        expect(unknown.map(({ id }) => unreadForCheck(host, id)?.field)).toEqual(fields);
        expect(hostCheckIds.map(id => unreadForCheck(importHostRow({}), id)).filter(one => one !== null)).toEqual([]);
    });
});
