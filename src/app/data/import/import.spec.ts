/** Importers report the invalid field and keep everything else. */
import { ImportError } from './field-readers';
import { importActivationRow } from './import-activation-row';
import { importCase } from './import-case';
import { importGuestRow } from './import-guest-row';
import { importHostRow } from './import-host-row';

const vmId = 'AAAAAAAA-2222-3333-4444-555555555555';

function pathOf(read: () => unknown): string {
    try {
        read();
    } catch (error) {
        if (error instanceof ImportError) {
            return error.path;
        }
    }
    return 'no ImportError';
}

describe('the importers', () => {
    it('take a missing field for unknown, a missing list for empty, and leave others out', () => {
        const facts = importGuestRow({ vmId, surprise: 1 });
        expect(facts.name).toBeNull();
        expect(facts.intrinsic).toEqual([]);
        expect(Object.keys(facts)).not.toContain('surprise');
        expect(importHostRow({}).azureLocalActivation).toBeNull();
    });

    it('write ids in lower case', () => expect(importGuestRow({ vmId }).vmId).toBe(vmId.toLowerCase()));

    it('name the field that is wrong by its path', () => {
        expect(pathOf(() => importHostRow({ buildNumber: '17763' }))).toBe('host.buildNumber');
        expect(pathOf(() => importHostRow(null))).toBe('host');
        expect(pathOf(() => importHostRow({ unread: [{ field: 'x' }] }))).toBe('host.unread[0].code');
        expect(pathOf(() => importGuestRow({ vmId: 'HV01' }))).toBe('guest.vmId');
        expect(
            pathOf(() =>
                importGuestRow({
                    vmId,
                    intrinsic: [
                        { name: 'a', data: 'b' },
                        { name: 1, data: 'b' }
                    ]
                })
            )
        ).toBe('guest.intrinsic[1].name');
        expect(pathOf(() => importGuestRow({ vmId, malformed: [{ pool: 'other', raw: '' }] }))).toBe('guest.malformed[0].pool');
        expect(pathOf(() => importGuestRow({ vmId, createdOn: 'yesterday' }))).toBe('guest.createdOn');
        expect(pathOf(() => importGuestRow({ vmId, enabledState: 2.5 }))).toBe('guest.enabledState');
        expect(pathOf(() => importActivationRow({ vmId, error: { message: 'x' } }))).toBe('activation.error.code');
        expect(pathOf(() => importCase({ host: {}, guests: [{ vmId }, {}] }))).toBe('guests[1].vmId');
        expect(pathOf(() => importCase({ host: {}, guests: {} }))).toBe('guests');
    });

    it('take numbers and texts of the size that they can have', () => {
        expect(pathOf(() => importGuestRow({ vmId, uptimeMs: 2 ** 53 }))).toBe('guest.uptimeMs');
        expect(pathOf(() => importGuestRow({ vmId, notes: 'x'.repeat(65_537) }))).toBe('guest.notes');
        expect(pathOf(() => importGuestRow({ vmId, dataExchangeStatus: Array(10_001).fill(1) }))).toBe('guest.dataExchangeStatus');
        expect(pathOf(() => importGuestRow({ vmId, createdOn: `2026-11-25T10:00:00.${'0'.repeat(40)}Z` }))).toBe('guest.createdOn');
        expect(pathOf(() => importActivationRow({ vmId, licenseStatusReason: 2 ** 32 }))).toBe('activation.licenseStatusReason');
        expect(pathOf(() => importActivationRow({ vmId, computerName: 'x'.repeat(1025) }))).toBe('activation.computerName');
        expect(pathOf(() => importActivationRow({ vmId, error: { code: 'x', hresult: -(2 ** 31) - 1 } }))).toBe('activation.error.hresult');
        expect(importActivationRow({ vmId, licenseStatusReason: 0xffffffff, gracePeriodMinutes: -(2 ** 31) }).licenseStatusReason).toBe(0xffffffff);
        expect(importGuestRow({ vmId, notes: 'x'.repeat(65_536), uptimeMs: 2 ** 53 - 1 }).uptimeMs).toBe(2 ** 53 - 1);
    });

    it('pass hostile text through untouched: escaping is the matter of whoever shows it', () => {
        const name = '<img src=x onerror=alert(1)>';
        expect(importGuestRow({ vmId, name }).name).toBe(name);
    });
});
