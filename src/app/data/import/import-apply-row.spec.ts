import { ImportError } from './field-readers';
import { importApplyRow } from './import-apply-row';
import { importItemRemoval } from './import-item-removal';

const row = {
    runId: 'run',
    seq: 4,
    at: '2026-11-25T10:00:00Z',
    vmId: '6F1A2B3C-0D4E-4F50-8A61-B2C3D4E5F607',
    channel: 'winrm',
    accountName: 'CONTOSO\\ann',
    keyLastFive: 'WMBMW',
    attempt: 1,
    step: 'end',
    outcome: 'activated',
    before: { licenseDescription: 'x', partialProductKey: '63DFG', licenseStatus: 5 },
    after: { licenseDescription: 'y', partialProductKey: 'WMBMW', licenseStatus: 1 },
    error: null,
    elapsedMs: 5120
};

const pathOf = (change: object): string => {
    try {
        importApplyRow({ ...row, ...change });
    } catch (error) {
        return (error as ImportError).path;
    }
    return 'no error';
};

describe('importApplyRow', () => {
    it('takes a row as it is, but for the letter case of its id and what it does not know', () => {
        expect(importApplyRow({ ...row, key: 'canary' })).toEqual({ ...row, vmId: row.vmId.toLowerCase() } as never);
    });

    it('takes unknown fields for unknown', () => {
        const first = { runId: 'run', seq: 0, vmId: row.vmId, attempt: 1, step: 'connect' };
        expect(importApplyRow(first)).toEqual({
            ...first,
            step: 'connect',
            vmId: row.vmId.toLowerCase(),
            at: null,
            channel: null,
            accountName: null,
            keyLastFive: null,
            outcome: null,
            before: null,
            after: null,
            error: null,
            elapsedMs: null
        });
    });

    it('names the field that is wrong', () => {
        expect(pathOf({ outcome: 'perhaps' })).toBe('row.outcome');
        expect(pathOf({ step: 'think' })).toBe('row.step');
        expect(pathOf({ after: { licenseStatus: 'x' } })).toBe('row.after.licenseStatus');
        expect(pathOf({ error: { hresult: 1 } })).toBe('row.error.code');
        expect([pathOf({ seq: null }), pathOf({ attempt: -1 })]).toEqual(['row.seq', 'row.attempt']);
    });

    it('takes no end without an outcome, and no outcome before the end', () => {
        expect([pathOf({ outcome: null }), pathOf({ step: 'readBack' })]).toEqual(['row.outcome', 'row.outcome']);
    });
});

describe('importItemRemoval', () => {
    const removal = { collectedAt: null, vmId: row.vmId, name: '=item', outcome: 'absent', error: null };

    it('takes a row, and no outcome that it does not know', () => {
        expect(importItemRemoval(removal)).toEqual({ ...removal, vmId: row.vmId.toLowerCase() } as never);
        expect(importItemRemoval({ ...removal, outcome: 'notFound' }).outcome).toBe('absent');
        expect(() => importItemRemoval({ ...removal, outcome: 'perhaps' })).toThrowError(ImportError);
        expect(() => importItemRemoval({ ...removal, name: null })).toThrowError(ImportError);
    });
});
