/** A guest with its verdict today and on the other host. */
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { Assessment, ReasonCode, Verdict } from '../domain/judgement/assessment';
import { GuestFacts } from '../domain/facts/facts';
import { AvmaStrings, avmaStrings, reasonTitle } from '../shared/texts';
import { verdictIcons } from '../shared/verdict-status';
import { toWhatIfRow, WhatIfRow } from './what-if-row';

const vmId = '00000000-0000-0000-0000-000000000001';
const judged = (verdict: Verdict, ...codes: readonly ReasonCode[]): Assessment => ({
    vmId,
    verdict,
    evidence: 'reported',
    loggedAt: null,
    loggedBy: null,
    verifiedAt: null,
    reasons: codes.map(code => ({ code, data: { edition: 'Standard' } })),
    notes: [],
    keyLastFive: null
});

describe('a row of what-if', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    function row(today: Assessment, there: Assessment, change: object = {}): WhatIfRow {
        const guest: GuestFacts = importGuestRow({ vmId, name: 'APP01', enabledState: 2, dataExchangeState: 2, ...change });
        return toWhatIfRow({ hostName: 'HV01', host: importHostRow({}), guest, assessment: today, inside: null }, there, strings);
    }

    it('has both verdicts in their columns, with icon and first reason', () => {
        const { today, there, todayText, thereText } = row(judged('activated'), judged('notEligible', 'hostNotDatacenter', 'guestNewerThanHost'));
        const title = reasonTitle({ code: 'hostNotDatacenter', data: { edition: 'Standard' } });
        expect(today).toEqual({ icon: verdictIcons.activated, label: strings.Verdicts.activated, headline: '' });
        expect(there).toEqual({ icon: verdictIcons.notEligible, label: strings.Verdicts.notEligible, headline: title });
        expect([todayText.trim(), thereText]).toEqual([strings.Verdicts.activated, `${strings.Verdicts.notEligible} ${title}`]);
    });

    it('says whether the other host is better, worse or the same', () => {
        const { better, worse, same } = strings.WhatIf;
        const changes = ([verdict, other]: readonly [Verdict, Verdict]): readonly string[] => {
            const { change, changeText } = row(judged(verdict), judged(other));
            return [change, changeText];
        };
        expect(changes(['notEligible', 'eligible'])).toEqual(['better', better]);
        expect(changes(['activated', 'notEligible'])).toEqual(['worse', worse]);
        expect(changes(['eligible', 'otherKey'])).toEqual(['same', same]);
    });

    it('has the name of the machine, or its id, and the system as far as the guest reports one', () => {
        const plain = row(judged('eligible'), judged('eligible'));
        expect([plain.id, plain.name, plain.os]).toEqual([vmId, 'APP01', '']);
        const intrinsic = [
            { name: 'OSPlatformId', data: '2' },
            { name: 'OSName', data: 'Windows Server 2022 Datacenter' }
        ];
        const reporting = row(judged('eligible'), judged('eligible'), { name: null, intrinsic });
        expect([reporting.name, reporting.os]).toEqual([vmId, 'Windows Server 2022 Datacenter']);
    });
});
