/** A guest of a run as a row: its state in words and with a sign, what that means, and why it is so. */
import { StatusIconType } from '@microsoft/windows-admin-center-sdk/angular';
import { importApplyRow } from '../data/import/import-apply-row';
import { ApplyLedger, LedgerGuest, ledgerVersion } from '../domain/apply/apply-ledger';
import { applyFailure } from '../domain/apply/apply-failures';
import { ApplyState } from '../domain/apply/apply-states';
import { recordedRow } from '../domain/apply/recorded-row';
import { guestKey } from '../domain/facts/guest-key';
import { RunGuest } from '../state/apply/apply.store';
import { AvmaStrings, avmaStrings, fillText } from '../shared/texts';
import { statusIconClass } from '../shared/verdict-status';
import { failureText } from './failure-text';
import { elapsedText, RunRow, toRunRow } from './run-row';

const vmId = '00000000-0000-0000-0000-000000000001';
const sentAt = '2026-11-20T12:00:00.000Z';

function guest(change: Partial<LedgerGuest> = {}): LedgerGuest {
    return {
        vmId,
        name: 'APP01',
        hostName: 'HV01',
        accountName: null,
        channel: 'direct',
        keyLastFive: 'WMBMW',
        fromClass: null,
        toClass: 'avma',
        skip: null,
        command: 'running',
        attempt: 1,
        sentAt,
        rows: [],
        reading: null,
        hostFailure: null,
        ...change
    };
}

const failure = { ...applyFailure('guestBusy'), hresult: 0xc004f050 - 2 ** 32 };

const ended = (elapsedMs: number): LedgerGuest['rows'] => [
    recordedRow(importApplyRow({ runId: 'r', seq: 1, vmId, attempt: 1, step: 'end', outcome: 'activated', elapsedMs }))
];

describe('the row of a guest in a run', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    function row(
        state: ApplyState,
        change: Partial<LedgerGuest> = {},
        reason: RunGuest['failure'] = null,
        message = '',
        others: readonly LedgerGuest[] = []
    ): RunRow {
        const one = guest(change);
        const guests = [one, ...others];
        const ledger: ApplyLedger = {
            version: ledgerVersion,
            runId: 'r',
            hostName: 'HV01',
            mode: 'installAndActivate',
            startedAt: sentAt,
            endedAt: null,
            keys: guests.map(guestKey),
            guests
        };
        return toRunRow({ guest: one, state, failure: reason }, ledger, message, strings);
    }

    it('names the guest, its key, and its host where the run is on several', () => {
        const one = row('installing');
        expect([one.key, one.name, one.host, one.lastFive, one.openText]).toEqual([
            guestKey({ hostName: 'HV01', vmId }),
            'APP01',
            '',
            'WMBMW',
            fillText(strings.Apply.openGuest, { guestName: 'APP01' })
        ]);
        expect(row('installing', { keyLastFive: null }).lastFive).toBe('');
        expect(row('installing', {}, null, '', [guest({ hostName: 'HV02' })]).host).toBe('HV01');
    });

    it('has a word and a sign for its state', () => {
        const sign = (state: ApplyState): string => row(state, {}, state === 'done' ? null : failure).iconClass.replace('avma-cell-icon ', '');
        expect((['done', 'failed', 'installing', 'waiting', 'cancelled'] as const).map(sign)).toEqual([
            statusIconClass(StatusIconType.Success),
            statusIconClass(StatusIconType.Error),
            statusIconClass(StatusIconType.Progress),
            'sme-icon sme-icon-hourGlass',
            'sme-icon sme-icon-blocked'
        ]);
        expect((['unknown', 'refused'] as const).map(sign)).toEqual([statusIconClass(StatusIconType.Unknown), statusIconClass(StatusIconType.Warning)]);
        expect(row('done').iconClass.startsWith('avma-cell-icon ')).toBeTrue();
        expect([row('done').stateText, row('waiting', { attempt: 0 }).stateText, row('waiting').stateText]).toEqual([
            strings.ApplyStates.done,
            strings.Apply.notStarted,
            strings.ApplyStates.waiting
        ]);
    });

    it('says what its state means, unless why it is so says all', () => {
        expect([row('done').meaning, row('waiting').meaning, row('waiting', { attempt: 0 }).meaning, row('installing', { command: 'held' }).meaning]).toEqual([
            strings.ApplyStateTexts.done,
            strings.Apply.again,
            strings.ApplyStateTexts.waiting,
            strings.Apply.held
        ]);
        expect([row('failed', {}, failure).meaning, row('unknown', {}, failure).meaning]).toEqual(['', strings.ApplyStateTexts.unknown]);
    });

    it('says why, with its code to look up and the message of the guest, and no message without', () => {
        const why = failureText(failure, false, strings);
        const one = row('failed', {}, failure, 'raw');
        expect([one.why, one.message]).toEqual([why, 'raw']);
        expect([why.code, one.lookUpText]).toEqual(['0xC004F050', fillText(strings.Apply.lookUp, { code: '0xC004F050' })]);
        expect([row('done', {}, null, 'raw').message, row('done').why, row('done').lookUpText]).toEqual(['', null, '']);
        expect(row('failed', { toClass: 'own' }, failure).why).toEqual(failureText(failure, true, strings));
    });

    it('counts while it is at work, and says afterwards how long it took', () => {
        expect([row('installing').since, row('installing', { sentAt: null }).since, row('done').since]).toEqual([Date.parse(sentAt), null, null]);
        expect([row('done', { rows: ended(65_000) }).took, row('done').took, row('waiting', { rows: ended(65_000) }).took]).toEqual([
            elapsedText(65_000, strings),
            '',
            ''
        ]);
        const { Apply } = strings;
        expect([-5, 59_400, 60_000, 125_000].map(time => elapsedText(time, strings))).toEqual([
            fillText(Apply.seconds, { count: 0 }),
            fillText(Apply.seconds, { count: 59 }),
            fillText(Apply.minutes, { minutes: 1, count: 0 }),
            fillText(Apply.minutes, { minutes: 2, count: 5 })
        ]);
    });

    it('has its record to be copied', () => {
        const record = JSON.parse(row('done', { hostFailure: 'unreachable', rows: ended(1) }).details()) as Record<string, unknown>;
        expect([record['vmId'], record['hostFailure'], (record['rows'] as unknown[]).length]).toEqual([vmId, 'unreachable', 1]);
    });
});
