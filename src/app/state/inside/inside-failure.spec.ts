/** Why a guest couldn't be read: from its row, from the run, and with all details if the cause is unknown. */
import { importActivationRow } from '../../data/import/import-activation-row';
import { insideFailure } from './inside-failure';

const row = (code: string): ReturnType<typeof importActivationRow> =>
    importActivationRow({
        vmId: '00000000-0000-0000-0000-000000000001',
        error: { code, hresult: -2146233087, id: 'InvalidOperation', reason: 'PSDirectException', message: 'Etwas ging schief' }
    });

describe('insideFailure', () => {
    it('is none for a guest that was read, is being read, or was not in the run', () => {
        expect(insideFailure(undefined)).toBeNull();
        expect(insideFailure({ kind: 'working' })).toBeNull();
        expect(insideFailure({ kind: 'done', row: { ...row('credentialRefused'), error: null } })).toBeNull();
    });

    it('takes the code of the row, and keeps all that was said', () => {
        const failure = insideFailure({ kind: 'done', row: row('credentialRefused') });
        expect(failure?.code).toBe('credentialRefused');
        expect(failure?.raw).toBe('credentialRefused\n0x80131501\nInvalidOperation\nPSDirectException\nEtwas ging schief');
    });

    it('shows a code of a newer script as unclassified, with that code', () => {
        const failure = insideFailure({ kind: 'done', row: row('brandNew') });
        expect(failure?.code).toBe('unclassified');
        expect(failure?.raw).toContain('brandNew');
    });

    it('says what the run itself decided', () => {
        expect(insideFailure({ kind: 'notTried', because: 'accountRefused' })?.code).toBe('accountRefused');
        expect(insideFailure({ kind: 'timedOut' })?.code).toBe('timedOut');
        expect(insideFailure({ kind: 'failed', failure: { code: 'unreachable', raw: 'late' } })).toEqual({ code: 'hostFailed', raw: 'unreachable\nlate' });
    });
});
