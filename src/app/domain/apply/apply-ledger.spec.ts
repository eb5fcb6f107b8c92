/** A saved run is restored unchanged, contains no text of a guest, and is rejected if it is damaged. */
import { ApplyRow } from '../facts/apply-facts';
import { guestKey } from '../facts/guest-key';
import { abandoned, ApplyLedger, LedgerGuest, ledgerVersion, serialiseGuest, serialiseHead, stateOf } from './apply-ledger';
import { applyRecords, recordColumns, recordCsv, recordJson } from './apply-record';
import { commandStates } from './apply-states';
import { readLedger, readTop } from './ledger-reader';
import { recordedRow, recordedSkip } from './recorded-row';

const description = 'Windows(R), VOLUME_MAK channel';

const imported: ApplyRow = {
    runId: 'run',
    seq: 3,
    at: '2026-11-25T10:00:07Z',
    vmId: 'a',
    channel: 'direct',
    accountName: 'CONTOSO\\ann',
    keyLastFive: 'WMBMW',
    attempt: 1,
    step: 'end',
    outcome: 'refused',
    before: { licenseDescription: description, partialProductKey: '3V66T', licenseStatus: 1 },
    after: null,
    error: { code: 'keyNotReplaceable', hresult: -1073417983, id: 'x', reason: 'y', message: 'z' },
    elapsedMs: 6100
};

const row = recordedRow(imported);

const guest: LedgerGuest = {
    vmId: 'a',
    name: '=APP01',
    hostName: 'HV01',
    accountName: 'CONTOSO\\ann',
    channel: 'direct',
    keyLastFive: 'WMBMW',
    fromClass: null,
    toClass: 'avma',
    skip: null,
    command: 'ended',
    attempt: 1,
    sentAt: '2026-11-25T10:00:01Z',
    rows: [{ ...row, seq: 1, step: 'connect', outcome: null, error: null, before: null }, row],
    reading: null,
    hostFailure: null
};
const skipped: LedgerGuest = {
    ...guest,
    vmId: 'b',
    command: 'skipped',
    attempt: 0,
    sentAt: null,
    rows: [],
    skip: { source: 'reason', code: 'evaluationEdition', data: { guestSku: 80 } }
};

const ledger: ApplyLedger = {
    version: ledgerVersion,
    runId: 'run',
    hostName: 'HV01',
    mode: 'installAndActivate',
    startedAt: '2026-11-25T10:00:00Z',
    endedAt: null,
    keys: [guest, skipped].map(guestKey),
    guests: [guest, skipped]
};

describe('a ledger', () => {
    const head = serialiseHead(ledger);
    const parts = (change: Readonly<Record<string, string | null>> = {}): ((vmId: string) => string | null) => {
        const stored: Record<string, string | null> = { 'a@hv01': serialiseGuest(guest), 'b@hv01': serialiseGuest(skipped), ...change };
        return vmId => stored[vmId] ?? null;
    };

    it('comes back as it was', () => {
        expect(readLedger(head, parts())).toEqual({ value: ledger, problem: null });
        const read: LedgerGuest = { ...guest, reading: row.before, skip: { source: 'obstacle', code: 'shielded' }, hostFailure: 'unreachable' };
        expect(readLedger(head, parts({ 'a@hv01': serialiseGuest(read) })).value?.guests[0]).toEqual(read);
    });

    it('leaves out what its last row says again', () => {
        const steps = (['check', 'install', 'end'] as const).map((step, index) => ({ ...row, seq: index, step, outcome: step === 'end' ? row.outcome : null }));
        const text = serialiseGuest({ ...guest, rows: steps });
        expect(text.split('3V66T').length - 1).toBe(1);
        expect(text).not.toContain('null');
        const [read] = readLedger(head, parts({ a: text })).value?.guests ?? [];
        expect(applyRecords({ ...ledger, guests: [read] })).toEqual(applyRecords({ ...ledger, guests: [{ ...guest, rows: steps }] }));
        // Without a last row, each is needed.
        expect(serialiseGuest({ ...guest, rows: steps.slice(0, 2) }).split('3V66T').length - 1).toBe(2);
    });

    it('of version 2, which named guests by their ids alone, becomes one of guests on their hosts', () => {
        const { keys, ...top } = JSON.parse(head) as { readonly keys: readonly string[] };
        const old = JSON.stringify({ ...top, version: 2, vmIds: ['a', 'b'] });
        const stored: Record<string, string> = { a: serialiseGuest(guest), b: serialiseGuest(skipped) };
        const partOf = (name: string): string | null => stored[name] ?? null;
        expect([keys.length, readLedger(old, partOf)]).toEqual([2, { value: ledger, problem: null }]);
        // What was learned since is under the key, of this guest's host only.
        stored['a@hv02'] = serialiseGuest({ ...guest, hostName: 'HV02', command: 'lost' });
        expect(readLedger(old, partOf).value).toEqual(ledger);
        stored['a@hv01'] = serialiseGuest({ ...guest, reading: row.before });
        expect(readLedger(old, partOf).value?.guests.map(({ reading }) => reading)).toEqual([row.before, null]);
        expect(readLedger(old, name => (name === 'b' ? null : partOf(name))).problem).toEqual({ code: 'guest', where: 'b' });
    });

    it('is refused where it is broken, by what is wrong', () => {
        const field = (part: object): string | undefined => readLedger(head, parts({ 'a@hv01': JSON.stringify({ ...guest, ...part }) })).problem?.where;
        expect(field({ command: 'perhaps' })).toBe('a@hv01.command');
        expect(field({ rows: [row, { ...row, outcome: 'perhaps' }] })).toBe('a@hv01.rows[1].outcome');
        expect(field({ rows: [{ ...row, error: { code: 1 } }] })).toBe('a@hv01.rows[0].error.code');
        expect(field({ rows: [{ ...row, error: { code: 'notKnown', hresult: null } }] })).toBe('a@hv01.rows[0].error.code');
        expect(field({ rows: [{ ...row, before: { ...row.before, partialProductKey: 'AEIOU' } }] })).toBe('a@hv01.rows[0].before.partialProductKey');
        expect(field({ rows: [{ ...row, before: { ...row.before, keyClass: 'words' } }] })).toBe('a@hv01.rows[0].before.keyClass');
        expect(field({ hostFailure: 'words of a host' })).toBe('a@hv01.hostFailure');
        expect(field({ rows: {} })).toBe('a@hv01.rows');
        expect(field({ name: undefined })).toBe('a@hv01.name');
        expect(field({ attempt: 1.5 })).toBe('a@hv01.attempt');
        expect(field({ skip: { source: 'x', code: 'y' } })).toBe('a@hv01.skip.source');
        expect(readLedger(head, parts({ 'b@hv01': null })).problem).toEqual({ code: 'guest', where: 'b@hv01' });
        expect(readLedger(head, parts({ 'b@hv01': serialiseGuest(guest) })).problem).toEqual({ code: 'guest', where: 'b@hv01' });
        expect(readLedger(head, parts({ 'b@hv01': '{' })).problem).toEqual({ code: 'notJson', where: 'b@hv01.' });
        expect(readTop('').problem?.code).toBe('notJson');
        expect(readTop('null').problem?.code).toBe('field');
        expect(readTop(head.replace('"version":3', '"version":4')).problem).toEqual({ code: 'version', where: 'version' });
    });

    it('keeps of an unknown field nothing', () => {
        expect(readLedger(head, parts({ 'a@hv01': JSON.stringify({ ...guest, password: 'canary' }) })).value).toEqual(ledger);
    });

    it('of a tab that is gone has guests that nobody knows of, and others that were never sent', () => {
        const after = (command: LedgerGuest['command'], change: Partial<LedgerGuest> = {}): string => {
            const left = abandoned({ ...ledger, guests: [{ ...guest, rows: [], command, ...change }] });
            return stateOf(left.guests[0], left.mode);
        };
        expect(after('running')).toBe('unknown');
        expect(after('running', { rows: [row] })).toBe('refused');
        expect(after('queued', { attempt: 0 })).toBe('cancelled');
        expect(after('held', { attempt: 0 })).toBe('cancelled');
        expect(after('queued', { rows: [row] })).toBe('refused');
        const ended = { ...ledger, endedAt: '2026-11-25T11:00:00Z' };
        expect(abandoned(ended)).toBe(ended);
        for (const command of commandStates) {
            const final = abandoned({ ...ledger, guests: [{ ...guest, command }] }).guests[0].command;
            expect(['running', 'queued', 'held']).not.toContain(final);
        }
    });
});

describe('what a ledger keeps of a row', () => {
    const canary = 'Zq7!canary';
    const texts = { code: canary, hresult: 5, id: canary, reason: canary, message: canary };

    it('is codes, numbers and the end of a key: none of the texts that a guest can write', () => {
        const license = { licenseDescription: `${canary} VOLUME_MAK`, partialProductKey: canary, licenseStatus: 1 };
        const words = { ...imported, accountName: canary, before: license, after: { ...license, partialProductKey: ' 3v66t' }, error: texts };
        const kept = recordedRow(words);
        expect(JSON.stringify(kept)).not.toContain('canary');
        expect(kept).toEqual({
            seq: 3,
            at: '2026-11-25T10:00:07Z',
            attempt: 1,
            step: 'end',
            outcome: 'refused',
            before: { keyClass: 'mak', partialProductKey: null, licenseStatus: 1 },
            after: { keyClass: 'mak', partialProductKey: '3V66T', licenseStatus: 1 },
            error: { code: 'unclassified', hresult: 5 },
            elapsedMs: 6100
        });
    });

    it('has five characters that occur in product keys, and a status that exists', () => {
        const last = (partialProductKey: string): unknown =>
            recordedRow({ ...imported, before: { licenseDescription: '', partialProductKey, licenseStatus: 7 } }).before;
        expect(last('AEIOU')).toEqual({ keyClass: 'unreadable', partialProductKey: null, licenseStatus: null });
        expect(last('WMBMWX')).toEqual(jasmine.objectContaining({ partialProductKey: null }));
        expect(last('WMBMW')).toEqual(jasmine.objectContaining({ keyClass: 'avma', partialProductKey: 'WMBMW' }));
    });

    it('has no words of a guest in the reason why it is skipped', () => {
        const data = { guestName: 'APP01', osName: canary, guestBuild: 17763, edition: 'Datacenter', installedLastFive: canary, anything: canary };
        expect(recordedSkip({ source: 'reason', code: 'notWindows', data })).toEqual({
            source: 'reason',
            code: 'notWindows',
            data: { guestName: 'APP01', osName: null, guestBuild: 17763, edition: 'Datacenter', installedLastFive: null, anything: null }
        });
        expect(recordedSkip({ source: 'obstacle', code: 'shielded' })).toEqual({ source: 'obstacle', code: 'shielded' });
    });
});

describe('the record of a run', () => {
    it('says when, who, which guest, from what, to what, and how it ended', () => {
        expect(applyRecords(ledger)[0]).toEqual({
            runId: 'run',
            host: 'HV01',
            mode: 'installAndActivate',
            sentAt: '2026-11-25T10:00:01Z',
            endedAt: '2026-11-25T10:00:07Z',
            accountName: 'CONTOSO\\ann',
            guest: '=APP01',
            vmId: 'a',
            channel: 'direct',
            fromClass: 'mak',
            fromLastFive: '3V66T',
            toClass: 'avma',
            toLastFive: 'WMBMW',
            state: 'refused',
            code: 'keyNotReplaceable',
            hresult: '0xC004F101',
            licenseStatus: 1,
            attempts: 1,
            elapsedMs: 6100
        });
        const { state, code, licenseStatus } = applyRecords(ledger)[1];
        expect([state, code, licenseStatus]).toEqual(['skipped', 'evaluationEdition', null]);
    });

    it('says of an unknown guest nothing that was true before only', () => {
        const [record] = applyRecords({ ...ledger, guests: [{ ...guest, command: 'lost', rows: [{ ...row, step: 'install', outcome: null, error: null }] }] });
        expect([record.state, record.licenseStatus, record.fromLastFive]).toEqual(['unknown', null, '3V66T']);
    });

    it('is a file for spreadsheets without formulas, and one for scripts', () => {
        const csv = recordCsv(ledger);
        expect(csv.split('\r\n')[0]).toBe(`\uFEFF${recordColumns.join(',')}`);
        expect(csv).toContain(",'=APP01,");
        expect(JSON.parse(recordJson(ledger))).toEqual(JSON.parse(JSON.stringify(applyRecords(ledger))));
    });
});
