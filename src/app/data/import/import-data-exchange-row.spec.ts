import { ImportError } from './field-readers';
import { importDataExchangeRow } from './import-data-exchange-row';

const row = { collectedAt: null, vmId: '6F1A2B3C-0D4E-4F50-8A61-B2C3D4E5F607', outcome: 'failed', enabledState: 3, returnValue: 32775, error: null };

describe('importDataExchangeRow', () => {
    it('takes a row, with the id in the form that all rows have', () => {
        expect(importDataExchangeRow(row)).toEqual({
            collectedAt: null,
            vmId: '6f1a2b3c-0d4e-4f50-8a61-b2c3d4e5f607',
            outcome: 'failed',
            enabledState: 3,
            returnValue: 32775,
            error: null
        });
    });

    it('does not take an outcome that it does not know for one that it does', () => {
        expect(() => importDataExchangeRow({ ...row, outcome: 'perhaps' })).toThrowError(ImportError);
    });
});
