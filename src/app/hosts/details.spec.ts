/** What stands beside the tables of the page Hosts: one host, and one guest on each host that it could be on. */
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Rendered } from '../../testing/rendered';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { assess } from '../domain/judgement/assess';
import { ContentComponent } from '../shared/content.component';
import { AvmaStrings, avmaStrings, dateText, fillText } from '../shared/texts';
import { moveIcons } from '../shared/verdict-status';
import { AssessedGuest } from '../state/guests/guest-judge';
import { HostReading } from '../state/hosts/hosts.store';
import { HostDetailsComponent } from './host-details.component';
import { HostRow, toHostRow } from './host-row';
import { MoveDetailsComponent } from './move-details.component';
import { MoveRow, untilText } from './move-row';

const collectedAt = '2026-11-01T10:00:00Z';
const facts = importHostRow({ computerName: 'HV01', buildNumber: 20348, operatingSystemSku: 8, licenseStatus: 1, collectedAt });

describe('beside the tables of the page Hosts', () => {
    let strings: AvmaStrings;

    beforeEach(() => {
        strings = avmaStrings();
        TestBed.configureTestingModule({ declarations: [HostDetailsComponent, MoveDetailsComponent, ContentComponent], schemas: [NO_ERRORS_SCHEMA] });
    });

    describe('a host', () => {
        let events: string[];

        async function show(change: Partial<HostReading>, guests: readonly AssessedGuest[] = []): Promise<Rendered> {
            const reading: HostReading = { hostName: 'hv01', phase: 'read', facts: null, guests: [], problems: [], failure: null, ...change };
            const row: HostRow = toHostRow(reading, { node: null, guests, isLogRead: true }, strings, 0);
            const fixture = TestBed.createComponent(HostDetailsComponent);
            events = [];
            fixture.componentInstance.retry.subscribe(() => events.push('retry'));
            fixture.componentInstance.activate.subscribe(() => events.push('activate'));
            fixture.componentInstance.signIn.subscribe(() => events.push('signIn'));
            fixture.componentRef.setInput('row', row);
            const page = new Rendered(fixture);
            await page.draw();
            return page;
        }

        it('is shown with its checks, and when it was read', async () => {
            const page = await show({ facts });
            expect(page.given('avma-host-checks')['facts']).toBe(facts);
            expect(page.text('.avma-lead')).toBe(fillText(strings.Common.readAt, { time: dateText(facts.collectedAt) }));
            expect([page.has('[role=alert]'), page.has('.avma-warnings'), page.texts('section').length]).toEqual([false, false, 1]);
            expect((await show({ facts: { ...facts, collectedAt: null } })).has('.avma-lead')).toBeFalse();
        });

        it('says why it is unknown whether it activates guests, and what to do', async () => {
            const azure = importHostRow({
                computerName: 'AZL02',
                operatingSystemSku: 406,
                buildNumber: 26100,
                licenseStatus: 1,
                vmmsState: 'Running',
                azureLocalActivation: { configured: true, version: null }
            });
            const page = await show({ facts: azure });
            const { title, fix } = strings.ReasonRemarks.azureLocalSetUpUnknown;
            expect(page.given('avma-explanation')['explanation']).toEqual(jasmine.objectContaining({ title, fix: fix.replace('{hostName}', 'AZL02') }));
            expect((await show({ facts })).has('avma-explanation')).toBeFalse();
        });

        it('says as its own page does that it takes no accounts of guests', async () => {
            const text = fillText(strings.Overview.restrictedText, { languageMode: 'ConstrainedLanguage' });
            expect((await show({ facts: { ...facts, languageMode: 'ConstrainedLanguage' } })).texts('.avma-restricted')).toEqual([text]);
            expect((await show({ facts })).has('.avma-restricted')).toBeFalse();
        });

        it('begins with the button that activates its guests, where some can be', async () => {
            const intrinsic = Object.entries({ OSPlatformId: '2', OSBuildNumber: '17763', OSEditionId: '8' }).map(([name, data]) => ({ name, data }));
            const guest = importGuestRow({ vmId: '00000000-0000-0000-0000-000000000001', name: 'A', enabledState: 2, dataExchangeState: 2, intrinsic });
            const page = await show({ facts }, [{ hostName: 'hv01', host: facts, guest, assessment: assess(facts, guest, null), inside: null }]);
            const text = fillText(strings.Apply.activateOn, { count: 1, hostName: 'HV01' });
            expect(page.texts('button')).toEqual([text]);
            page.click(text);
            expect(events).toEqual(['activate']);
            expect((await show({ facts })).texts('button')).toEqual([]);
        });

        it('says which rows of guests could not be read', async () => {
            const page = await show({ facts, problems: ['row 1', 'row 2'] });
            expect([page.text('section > strong'), page.texts('.avma-warnings li')]).toEqual([strings.Hosts.problems, ['row 1', 'row 2']]);
        });

        it('says why it could not be read, what to do, and the raw error', async () => {
            const page = await show({ phase: 'failed', failure: { code: 'unreachable', raw: 'HRESULT 0x80131500' } });
            const { title, text, fix } = strings.Failures.unreachable;
            expect([page.text('.avma-reason > strong'), page.text('.avma-reason > div')]).toEqual([title, text]);
            expect([page.text('.avma-fix'), page.text('.avma-fix strong')]).toEqual([`${strings.Details.fix}: ${fix}`, `${strings.Details.fix}:`]);
            expect([page.text('summary'), page.text('pre')]).toEqual([strings.Common.rawDetails, 'HRESULT 0x80131500']);
            expect([page.given('avma-copy-button')['text'], page.given('avma-copy-button')['what']]).toEqual(['HRESULT 0x80131500', 'hv01']);
            expect([page.has('avma-host-checks'), page.texts('button')]).toEqual([false, [strings.Hosts.retry]]);
            page.click(strings.Hosts.retry);
            expect(events).toEqual(['retry']);
        });

        it('is signed in to where it denies access', async () => {
            const page = await show({ phase: 'failed', failure: { code: 'accessDenied', raw: '' } });
            expect([page.texts('button'), page.has('details')]).toEqual([[strings.Hosts.signIn, strings.Hosts.retry], false]);
            page.click(strings.Hosts.signIn);
            expect(events).toEqual(['signIn']);
        });
    });

    it('a guest is shown on each host, with what happens there, until when and why', async () => {
        const guest = importGuestRow({ vmId: '00000000-0000-0000-0000-000000000001', name: 'APP01', enabledState: 2 });
        const assessed = { hostName: 'HV01', host: facts, guest, assessment: assess(facts, guest, null), inside: null };
        const loses = { outcome: 'loses', until: collectedAt, reasons: [] };
        const cannot = { outcome: 'cannotActivate', until: null, reasons: [{ code: 'hostNotActivated', data: {} }] };
        const row = {
            drainText: 'To be moved',
            assessed,
            moves: new Map<string, object>([
                ['HV02', loses],
                ['HV03', cannot]
            ])
        } as unknown as MoveRow;
        const fixture = TestBed.createComponent(MoveDetailsComponent);
        fixture.componentRef.setInput('row', row);
        const page = new Rendered(fixture);
        await page.draw();
        expect(page.texts('avma-content form > p')).toEqual(['To be moved']);
        const { onNode, outcomes } = strings.Moves;
        expect([...page.element.querySelectorAll('section')].map(one => one.getAttribute('aria-label'))).toEqual(['HV02', 'HV03']);
        expect(page.texts('h3')).toEqual([
            fillText(onNode, { node: 'HV02', outcome: outcomes.loses }),
            fillText(onNode, { node: 'HV03', outcome: outcomes.cannotActivate })
        ]);
        const icons = [...page.element.querySelectorAll('sme-status-icon')] as unknown as ReadonlyArray<{ readonly status: unknown }>;
        expect(icons.map(({ status }) => status)).toEqual([moveIcons.loses, moveIcons.cannotActivate]);
        expect(page.texts('section p')).toEqual([untilText(row.moves.get('HV02')!, strings)]);
        const reasons = [...page.element.querySelectorAll('avma-explanation')] as unknown as ReadonlyArray<{
            readonly explanation: { readonly title: string };
        }>;
        expect(reasons.map(({ explanation }) => explanation.title)).toEqual([strings.Reasons.hostNotActivated.title]);
        fixture.componentRef.setInput('row', { ...row, drainText: '' });
        await page.draw();
        expect(page.texts('avma-content form > p')).toEqual([]);
    });
});
