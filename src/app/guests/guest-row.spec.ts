/** A guest as a row of the table: what each column says, and that it is empty where nothing is known. */
import { importActivationRow } from '../data/import/import-activation-row';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { guestKey } from '../domain/facts/guest-key';
import { assess } from '../domain/judgement/assess';
import { AssessedGuest } from '../state/guests/guest-judge';
import { AvmaStrings, avmaStrings, dateText, fillText, noteText, reasonTitle } from '../shared/texts';
import { statusIconClass, verdictIcons } from '../shared/verdict-status';
import { changesDataExchange, expiryOf, GuestRow, GuestRows, stateText, toGuestRow } from './guest-row';

const vmId = '00000000-0000-0000-0000-00000000000a';
const host = importHostRow({ computerName: 'HV01', buildNumber: 20348, operatingSystemSku: 8, licenseStatus: 1 });
const reported = {
    OSPlatformId: '2',
    OSBuildNumber: '20348',
    OSEditionId: '7',
    ProductType: '3',
    OSName: 'Windows Server 2022 Standard',
    FullyQualifiedDomainName: 'app01.contoso.com',
    NetworkAddressIPv4: '10.0.0.5;10.0.0.6',
    IntegrationServicesVersion: '10.0.20348'
};
const read = {
    vmId,
    collectedAt: '2026-11-20T12:00:00Z',
    buildNumber: 20348,
    operatingSystemSku: 7,
    productType: 3,
    licenseDescription: 'Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel',
    partialProductKey: '78VHK',
    licenseStatus: 1,
    gracePeriodMinutes: 1440,
    avmaHostName: 'HV99'
};

function assessed(change: object = {}, items: Readonly<Record<string, string>> = reported, inside: object | null = null, on = host): AssessedGuest {
    const intrinsic = Object.entries(items).map(([name, data]) => ({ name, data }));
    const guest = importGuestRow({ vmId, name: 'APP01', enabledState: 2, dataExchangeState: 2, intrinsic, ...change });
    const facts = inside && importActivationRow(inside);
    return { hostName: 'hv01.contoso.com', host: on, guest, assessment: assess(on, guest, facts), inside: facts && { facts, readAt: 0, hadAvma: true } };
}

describe('the row of a guest', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    const row = (one: AssessedGuest, ofMany = false): GuestRow => toGuestRow(one, strings, ofMany);

    it('says what the guest reports, and what it could become', () => {
        const shown = row(assessed());
        expect([shown.id, shown.name, shown.host, shown.state]).toEqual([
            guestKey({ hostName: 'hv01.contoso.com', vmId }),
            'APP01',
            'HV01',
            strings.States.running
        ]);
        expect([shown.os, shown.edition, shown.build, shown.fqdn]).toEqual(['Windows Server 2022 Standard', 'Standard', '20348', 'app01.contoso.com']);
        expect([shown.addresses, shown.integration, shown.key]).toEqual(['10.0.0.5, 10.0.0.6', '10.0.20348', '78VHK']);
        expect([shown.verdict, shown.evidence, shown.verified]).toEqual(['eligible', strings.Evidence.reported, false]);
        expect([shown.keyClass, shown.lastFive, shown.avmaHost, shown.expires, shown.expiresText, shown.remarks, shown.badge]).toEqual(
            new Array<string>(7).fill('')
        );
        expect(shown.assessed.guest.vmId).toBe(vmId);
    });

    it('says what was read inside, with what is worth a look', () => {
        const one = assessed({ replicationState: 4 }, reported, read);
        const shown = row(one);
        const notes = one.assessment.notes.map(note => [note.code, noteText(note, vmId).title] as const);
        expect([shown.evidence, shown.verified, shown.keyClass]).toEqual(['Verified, now', true, strings.Inside.classes.avma]);
        expect(shown.cell.label).toBe('Activated (verified now)');
        expect([shown.lastFive, shown.avmaHost, shown.expires, shown.expiresText]).toEqual([
            '78VHK',
            'HV99',
            '2026-11-21T12:00Z',
            dateText('2026-11-21T12:00Z')
        ]);
        expect(notes.map(([code]) => code)).toEqual(['activatedByOtherHost', 'activationExpiring', 'replica']);
        expect(shown.remarks).toBe(notes.map(([, title]) => title).join('; '));
        const called = notes.filter(([code]) => code === 'activatedByOtherHost' || code === 'activationExpiring');
        expect(shown.badge).toBe(called.map(([, title]) => title).join('; '));
    });

    it('names nothing that nobody knows', () => {
        const shown = row(assessed({ name: null, enabledState: null }, {}, null, { ...host, computerName: null }));
        expect([shown.name, shown.host, shown.state]).toEqual([vmId, 'hv01.contoso.com', strings.Common.unknown]);
        expect([shown.os, shown.edition, shown.build, shown.fqdn, shown.addresses, shown.integration, shown.key]).toEqual(new Array<string>(7).fill(''));
    });

    it('says nothing of Data Exchange that may be old', () => {
        const shown = row(assessed({ enabledState: 3 }));
        expect([shown.integration, shown.addresses, shown.os]).toEqual(['', '', '']);
    });

    it('draws the verdict with its mark, and the reason beside it', () => {
        const one = assessed({}, reported, null, { ...host, buildNumber: 17763 });
        const shown = row(one);
        const title = reasonTitle(one.assessment.reasons[0]);
        expect(shown.cell).toEqual({
            iconClass: `avma-cell-icon ${statusIconClass(verdictIcons[one.assessment.verdict])}`,
            label: strings.Verdicts[one.assessment.verdict],
            headlineText: ` \u2013 ${title}`
        });
        expect(shown.verdictText).toBe(`${shown.cell.label} ${title}`);
        expect(shown.filter.text).not.toContain('HV01');
        expect(row(one, true).filter.text).toContain('HV01');
        const without = { ...one, assessment: { ...one.assessment, reasons: [] } };
        expect([row(without).cell.headlineText, row(without).verdictText]).toEqual(['', `${shown.cell.label} `]);
    });

    it('has each state in words, and a number where Hyper-V has another', () => {
        expect([2, 3, null, 77].map(state => stateText(state, strings))).toEqual([
            strings.States.running,
            strings.States.off,
            strings.Common.unknown,
            fillText(strings.States.other, { state: '77' })
        ]);
    });

    it('ends its term to the minute, and has none where it is not known', () => {
        expect(expiryOf(importActivationRow({ ...read, collectedAt: '2026-11-20T12:00:59Z' }))).toBe('2026-11-21T12:00Z');
        expect(expiryOf(importActivationRow({ ...read, gracePeriodMinutes: null }))).toBeNull();
    });

    it('is left out of Data Exchange where its machine is shielded', () => {
        const rows = [row(assessed()), row(assessed({ shielded: true })), row(assessed({ shielded: false }))];
        expect(changesDataExchange(rows)).toEqual([rows[0], rows[2]]);
    });

    it('stays the same for the same guest', () => {
        const cache = new GuestRows();
        const one = assessed();
        expect(cache.of(one, strings, false)).toBe(cache.of(one, strings, false));
        expect(cache.of(assessed(), strings, false)).not.toBe(cache.of(one, strings, false));
    });
});
