/** The tables and lists of the reference as they are drawn: every heading, cell, button and link. */
import { Type } from '@angular/core';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { FormsModule } from '@angular/forms';
import { ActivatedRoute, convertToParamMap, ParamMap, Params, Router } from '@angular/router';
import { BehaviorSubject } from 'rxjs';
import { importHostRow } from '../data/import/import-host-row';
import { pages } from '../domain/advice/links';
import { aboutTopicIds, moveTopicIds, questionTopicIds, topicLink, topicSteps } from '../domain/advice/topics';
import { activationNotificationIds, errorCodes } from '../domain/errors/error-codes';
import { serverVersions } from '../domain/versions/builds';
import { editions } from '../domain/versions/editions';
import { avmaKeys, avmaKeySource } from '../domain/versions/keys';
import { kmsClientKeys, kmsClientKeySource } from '../domain/versions/kms-client-keys';
import { HostState, HostStore } from '../state/hosts/host.store';
import { CommandStepsComponent } from '../shared/command-steps.component';
import { CopyButtonComponent } from '../shared/copy-button.component';
import { ErrorLookUpComponent } from '../shared/error-look-up.component';
import { AvmaStrings, avmaStrings, dayText, fillText } from '../shared/texts';
import { KeyTableComponent } from './key-table.component';
import { ReferenceAboutComponent } from './reference-about.component';
import { ReferenceEditionsComponent } from './reference-editions.component';
import { ReferenceErrorsComponent } from './reference-errors.component';
import { ReferenceHostsComponent } from './reference-hosts.component';
import { ReferenceKeysComponent } from './reference-keys.component';
import { ReferenceKmsKeysComponent } from './reference-kms-keys.component';

describe('the reference', () => {
    let strings: AvmaStrings;
    let fixture: ComponentFixture<unknown>;
    let host: BehaviorSubject<HostState>;
    let params: BehaviorSubject<ParamMap>;
    let asked: number;
    let went: Params[];

    beforeEach(() => {
        strings = avmaStrings();
        host = new BehaviorSubject<HostState>({ loading: false, facts: null, failure: null });
        params = new BehaviorSubject(convertToParamMap({}));
        [asked, went] = [0, []];
    });

    function show<Topic>(topic: Type<Topic>): void {
        TestBed.configureTestingModule({
            declarations: [topic, CommandStepsComponent, KeyTableComponent, CopyButtonComponent, ErrorLookUpComponent],
            imports: [FormsModule],
            providers: [
                { provide: HostStore, useValue: { state: host, hostName: 'hv01.contoso.com', ensure: () => asked++ } },
                { provide: ActivatedRoute, useValue: { queryParamMap: params } },
                { provide: Router, useValue: { navigate: (_: unknown[], extras: Params) => Promise.resolve(went.push(extras) > 0) } }
            ]
        });
        fixture = TestBed.createComponent<unknown>(topic);
        fixture.detectChanges();
    }

    const opened = (): void =>
        host.next({ ...host.value, facts: importHostRow({ computerName: 'HV01', buildNumber: 17763, operatingSystemSku: 7, licenseStatus: 1 }) });
    const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
    const words = (one: Element | null): string => (one?.textContent ?? '').replace(/\s+/g, ' ').trim();
    const all = (selector: string, within: Element = page()): Element[] => [...within.querySelectorAll(selector)];
    const texts = (selector: string, within: Element = page()): string[] => all(selector, within).map(words);
    const attributes = (selector: string, name: string, within: Element = page()): Array<string | null> =>
        all(selector, within).map(one => one.getAttribute(name));
    const head = (table: Element): string[] => texts('thead th', table);
    const rows = (table: Element): string[][] => all('tbody tr', table).map(row => texts('th, td', row));

    it('has versions by build and editions by number', () => {
        show(ReferenceEditionsComponent);
        const { Reference } = strings;
        expect([texts('p'), texts('h3')]).toEqual([[Reference.editionsText], [Reference.versionsTitle, Reference.editionsTitle]]);
        const [versions, kinds] = all('table');
        expect(head(versions)).toEqual([Reference.build, Reference.version, Reference.channel, Reference.keyFamily]);
        expect(rows(versions).length).toBe(serverVersions.length);
        expect(rows(versions)[0]).toEqual(['9600', '2012 R2', Reference.longTerm, '2012 R2']);
        expect(rows(versions)).toContain(['18363', '1909', Reference.semiAnnual, '2019']);
        expect(rows(versions)).toContain(['19042', '20H2', Reference.semiAnnual, Reference.noKeys]);
        expect(head(kinds)).toEqual([Reference.sku, Reference.edition, Reference.meaning]);
        expect(rows(kinds).length).toBe(editions.length);
        expect(rows(kinds).slice(0, 2)).toEqual([
            ['7', 'Standard', Reference.kinds.standard],
            ['8', 'Datacenter', Reference.kinds.datacenter]
        ]);
        const others = [
            ['50', 'Essentials', Reference.kinds.essentials],
            ['407', 'Datacenter: Azure Edition', Reference.kinds.azureEdition],
            ['80', 'Datacenter Evaluation', Reference.kinds.evaluation],
            ['33', 'Foundation', Reference.kinds.server],
            ['48', 'Pro', Reference.kinds.client]
        ];
        others.forEach(row => expect(rows(kinds)).toContain(row));
    });

    it('has every AVMA key, the newest first, with its end, its source and a button that copies it', async () => {
        show(ReferenceKeysComponent);
        const { Reference, Editions, Details, Common } = strings;
        const source = fillText(Reference.keysSource, { date: dayText(avmaKeySource.date) });
        expect(texts('p')).toEqual([Reference.keysText, `${source} ${Details.learnMore}`]);
        expect([attributes('p a', 'href'), texts('p a')]).toEqual([[avmaKeySource.url], [Details.learnMore]]);
        expect(attributes('[role=region]', 'aria-label')).toEqual([Reference.keys]);
        const [table] = all('table');
        expect(head(table)).toEqual([Reference.version, Reference.edition, Reference.key, Reference.lastFive, Reference.source]);
        const line = (version: string, edition: string, key: string, evidence: string): string[] => [
            version,
            edition,
            `${key} ${Common.copy}`,
            key.slice(-5),
            evidence
        ];
        const spaced = rows(table).map(([version, edition, , lastFive, evidence], n) => [
            version,
            edition,
            `${texts('code', table)[n]} ${texts('button', table)[n]}`,
            lastFive,
            evidence
        ]);
        expect(spaced.length).toBe(avmaKeys.length);
        expect(spaced[0]).toEqual(line('2025', Editions.standard, 'WWVGQ-PNHV9-B89P4-8GGM9-9HPQ4', Reference.citedCopies));
        expect(spaced).toContain(line('2022', Editions.datacenter, 'W3GNR-8DDXR-2TFRP-H8P33-DV9BG', Reference.published));
        const versions = `2016 (${fillText(Reference.semiAnnualToo, { versions: '1709, 1803' })})`;
        expect(spaced).toContain(line(versions, Editions.datacenter, 'TMJ3Y-NTRTM-FJYXT-T22BY-CWG3J', Reference.published));
        expect(spaced[spaced.length - 1]).toEqual(line('2012 R2', Editions.datacenter, 'Y4TGP-NPTV9-HTC2H-7MGQ3-DV4TW', Reference.published));

        const copied: string[] = [];
        spyOn(navigator.clipboard, 'writeText').and.callFake(text => Promise.resolve(void copied.push(text)));
        expect(attributes('button', 'aria-label', table)[0]).toBe(`${Common.copy}: 2025 ${Editions.standard}`);
        all('button', table)
            .slice(0, 1)
            .forEach(button => (button as HTMLElement).click());
        await fixture.whenStable();
        expect(copied).toEqual(['WWVGQ-PNHV9-B89P4-8GGM9-9HPQ4']);
    });

    it('has every KMS client key, of one page', () => {
        show(ReferenceKmsKeysComponent);
        const { Reference, Editions, Details } = strings;
        const source = fillText(Reference.kmsSource, { date: dayText(kmsClientKeySource.date) });
        expect(texts('p')).toEqual([Reference.kmsText, `${source} ${Details.learnMore}`]);
        expect([attributes('p a', 'href'), texts('p a')]).toEqual([[kmsClientKeySource.url], [Details.learnMore]]);
        expect(attributes('[role=region]', 'aria-label')).toEqual([Reference.kmsKeys]);
        const [table] = all('table');
        expect(head(table)).toEqual([Reference.version, Reference.edition, Reference.key, Reference.lastFive]);
        expect(rows(table).length).toBe(kmsClientKeys.length);
        const first = rows(table)[0];
        expect([first[0], first[1], texts('code', table)[0], ...first.slice(3)]).toEqual(['2025', Editions.standard, 'TVRH6-WHNXV-R9WG3-9XRFY-MY832', 'MY832']);
        expect(attributes('button', 'aria-label', table)[0]).toContain(`2025 ${Editions.standard}`);
    });

    it('says which host activates which guest and why not, the open host first', () => {
        show(ReferenceHostsComponent);
        expect(asked).toBe(1);
        const { Reference, Reasons } = strings;
        expect(texts('p')).toEqual([Reference.hostsText, Reference.matrixNote]);
        expect(attributes('[role=region]', 'aria-label')).toEqual([Reference.hosts]);
        const guests = ['2012 R2', '2016', '1709', '1803', '2019', '1903', '1909', '2022', '2025'];
        expect(head(page())).toEqual([Reference.host, ...guests.map(version => fillText(Reference.guestVersion, { version }))]);
        const hostVersion = (version: string): string => fillText(Reference.hostVersion, { version });
        const azureLocal = (version: string): string => fillText(Reference.azureLocalKey, { version });
        const others = [
            ...['2012 R2', '2016', '2019', '2022', '2025'].map(hostVersion),
            ...['2019', '2022', '2025'].map(azureLocal),
            Reference.azureLocalSubscription
        ];
        expect(texts('tbody th')).toEqual(others);
        expect(all('.avma-matrix-current, [aria-current]').length).toBe(0);
        const refused = (reason: 'guestNewerThanHost' | 'buildNotDocumented'): string => `${Reference.no}${Reasons[reason].title}`;
        const of2016 = [
            ...[Reference.yes, Reference.yes],
            ...['1709', '1803'].map(() => refused('buildNotDocumented')),
            ...['2019', '1903', '1909', '2022', '2025'].map(() => refused('guestNewerThanHost'))
        ];
        expect(rows(page())[1]).toEqual([hostVersion('2016'), ...of2016]);

        opened();
        fixture.detectChanges();
        expect(texts('tbody th')).toEqual([fillText(Reference.thisHost, { hostName: 'HV01' }), ...others]);
        expect([attributes('tbody tr', 'aria-current')[0], attributes('tbody tr', 'aria-current')[1]]).toEqual(['true', null]);
        expect(texts('.avma-matrix-current th')).toEqual([fillText(Reference.thisHost, { hostName: 'HV01' })]);
        expect(texts('.avma-matrix-current .sme-screen-reader')).toEqual(Array<string>(9).fill(Reasons.hostNotDatacenter.title));
        expect(attributes('.avma-matrix-current td', 'title')).toEqual(Array<string>(9).fill(Reasons.hostNotDatacenter.title));
    });

    it('shows with a sign of its own where a host activates a guest, and where not', () => {
        show(ReferenceHostsComponent);
        const signs = (row: number): string[] => all(`tbody tr:nth-child(${row}) .sme-icon`).map(one => [...one.classList].slice(1).sort().join(' '));
        const [yes, no] = ['sme-color-success sme-icon-accept', 'sme-icon-cancel'];
        expect(signs(1)).toEqual([yes, ...Array<string>(8).fill(no)]);
        expect(signs(5)).toEqual(Array<string>(9).fill(yes));
        expect(attributes('tbody tr:nth-child(5) td', 'title')).toEqual(Array<string>(9).fill(''));
    });

    it('answers what people ask, with the facts of the host once they are there', () => {
        show(ReferenceAboutComponent);
        expect(asked).toBe(1);
        const { Reference, Topics, Details, Common } = strings;
        expect(texts('p')[0]).toBe(`${Reference.aboutText} ${Details.learnMore}`);
        expect([attributes('p a', 'href'), texts('p a')]).toEqual([[pages.avma], [Details.learnMore]]);
        expect(texts('h3')).toEqual([Reference.aboutTitle, Reference.movesTitle, Reference.questionsTitle]);
        const inOrder = [...aboutTopicIds, ...moveTopicIds, ...questionTopicIds];
        expect(texts('h4')).toEqual(inOrder.map(id => Topics[id].question));
        const answers = (): string[] => texts('h4 + p');
        const before = { hostName: 'hv01.contoso.com', hostBuild: null, hostVersion: null };
        expect(answers()).toEqual(inOrder.map(id => fillText(Topics[id].answer, before)));
        expect(answers()[inOrder.indexOf('semiAnnual')]).toContain(`${Common.unknown} (${Common.unknown})`);
        // Each group has its own questions.
        const follows = (title: string): string => words(all('h3').find(one => words(one) === title)?.nextElementSibling ?? null);
        expect([Reference.aboutTitle, Reference.movesTitle, Reference.questionsTitle].map(follows)).toEqual(
            [aboutTopicIds[0], moveTopicIds[0], questionTopicIds[0]].map(id => Topics[id].question)
        );
        opened();
        fixture.detectChanges();
        expect(answers()).toEqual(inOrder.map(id => fillText(Topics[id].answer, { hostName: 'HV01', hostBuild: '17763', hostVersion: '2019' })));
        const links = inOrder.flatMap(id => topicLink(id) ?? []);
        expect([links.length > 8, attributes('a:not(p a)', 'href')]).toEqual([true, links]);
        expect(texts('avma-command-steps .avma-line')).toEqual(topicSteps('slmgrMissing').flatMap(({ lines }) => lines));
    });

    it('finds questions by words of question and answer, in any case, and says where there is none', async () => {
        show(ReferenceAboutComponent);
        const { Reference, Topics } = strings;
        const box = page().querySelector('#avma-find-question') as HTMLInputElement;
        expect(texts('label[for=avma-find-question]')).toEqual([Reference.findQuestion]);
        async function find(text: string): Promise<void> {
            box.value = text;
            box.dispatchEvent(new Event('input'));
            await fixture.whenStable();
            fixture.detectChanges();
        }
        for (const [text, id] of [
            ['VMBUS unknown', 'unknownDevice'],
            ['2925727', 'unknownDevice'],
            ['f063', 'boardChange'],
            ['esu', 'esuKeys'],
            ['get-oslicenseinfo', 'osLicense'],
            ['tenant spla', 'hostingProviders'],
            ['iaid', 'inheritedActivation'],
            ['8208', 'ignoreMessage'],
            ['vbscript demand', 'slmgrMissing'],
            ['pay-as-you-go kms', 'evaluationOrKmsHost'],
            ['reseller', 'hostKey'],
            ['accepted unlicensed', 'acceptedNotActivated']
        ] as const) {
            await find(text);
            expect(texts('h4')).withContext(text).toContain(Topics[id].question);
            expect(texts('h4').length).withContext(text).toBeLessThan(5);
        }
        await find('no such words');
        expect([texts('h3, h4'), texts('[role=status]')]).toEqual([[], [Reference.noQuestion]]);
        await find('');
        expect([texts('h3').length, texts('[role=status]')[0]]).toEqual([3, '']);
    });

    describe('of errors', () => {
        const lookedUp = (): string[] => texts('.avma-error .sme-font-h4').map(text => text.slice(0, 10));

        it('has the notifications of the event, and every code that can be explained', () => {
            show(ReferenceErrorsComponent);
            const { Reference, Notifications, Details, Errors } = strings;
            expect(texts('p').slice(0, 2)).toEqual([Reference.errorsText, Reference.notificationsText]);
            expect(texts('h3')).toEqual([Reference.notifications, Reference.errorList]);
            expect(all('.avma-reason').map(one => [...one.children].map(words))).toEqual(
                activationNotificationIds.map(id => {
                    const { title, text, fix } = Notifications[id];
                    return [title, text, `${Details.fix}: ${fix}`];
                })
            );
            expect(attributes('[role=region]', 'aria-label')).toEqual([Reference.errorList]);
            const [table] = all('table');
            expect(head(table)).toEqual([Reference.errorCode, Reference.errorSymbol, Reference.errorOfficial]);
            expect(rows(table).length).toBe(errorCodes.length);
            const notActivated = rows(table).find(([code]) => code === '0xC004FD02');
            const symbol = errorCodes.find(({ code }) => code === 0xc004fd02)?.symbol ?? '';
            expect(notActivated).toEqual(['0xC004FD02', symbol, Errors.xC004FD02]);
            expect(symbol).not.toBe('');
        });

        it('look up a code of the list, and put it into the address', () => {
            show(ReferenceErrorsComponent);
            expect(lookedUp()).toEqual([]);
            const button = all('td button').find(one => words(one) === '0xC004FD02') as HTMLButtonElement;
            button.click();
            fixture.detectChanges();
            expect(lookedUp()).toEqual(['0xC004FD02']);
            expect(went.map(({ queryParams }) => queryParams as Params)).toEqual([{ code: '0xC004FD02' }]);
        });

        it('look up what is pasted, of which the address gets the codes only', async () => {
            show(ReferenceErrorsComponent);
            await fixture.whenStable();
            const area = page().querySelector('textarea') as HTMLTextAreaElement;
            const paste = (text: string): void => {
                area.value = text;
                area.dispatchEvent(new Event('input'));
                fixture.detectChanges();
            };
            paste('APP01 failed: 0xC004FD02');
            expect(lookedUp()).toEqual(['0xC004FD02']);
            paste('nothing');
            expect(lookedUp()).toEqual([]);
            expect(texts('avma-error-look-up p')).toEqual([strings.Reference.errorNone]);
            expect(went.map(({ queryParams }) => queryParams as Params)).toEqual([{ code: '0xC004FD02' }, { code: null }]);
        });

        it('say what can be ignored, how many codes are left out, and keep such a text out of the address', async () => {
            show(ReferenceErrorsComponent);
            await fixture.whenStable();
            const area = page().querySelector('textarea') as HTMLTextAreaElement;
            const paste = (text: string): string => {
                area.value = text;
                area.dispatchEvent(new Event('input'));
                fixture.detectChanges();
                return texts('avma-error-look-up p').join(' | ');
            };
            expect(paste('0xC004F011')).toContain(strings.Reference.errorIgnorable);
            expect(paste('0xC004F074')).not.toContain(strings.Reference.errorIgnorable);
            const many = Array.from({ length: 22 }, (_, index) => `0xC004F0${index + 10}`);
            expect(paste(many.slice(0, 20).join(' '))).not.toContain('not shown');
            expect(paste(many.join(' '))).toContain(fillText(strings.Reference.errorOmitted, { count: 2 }));
            expect(lookedUp().length).toBe(20);
            expect(went[went.length - 1].queryParams).toEqual({ code: null });
        });

        it('lead to the page of Microsoft that explains the code', () => {
            params.next(convertToParamMap({ code: '0xC004F06C 0xC004FD02' }));
            show(ReferenceErrorsComponent);
            const links = all('avma-error-look-up a').map(link => (link as HTMLAnchorElement).href.replace(/.*\//, ''));
            expect(links).toEqual(['error-0xc004f06c-activate-windows', 'troubleshoot-activation-error-codes']);
        });

        it('look up what the address says, and leave a pasted text that has the same codes', () => {
            params.next(convertToParamMap({ code: '0xC004FD02' }));
            show(ReferenceErrorsComponent);
            const errors = fixture.componentInstance as ReferenceErrorsComponent;
            expect(lookedUp()).toEqual(['0xC004FD02']);
            errors.choose('it says 0xC004F050');
            params.next(convertToParamMap({ code: '0xC004F050' }));
            fixture.detectChanges();
            expect([errors.text.value, lookedUp()]).toEqual(['it says 0xC004F050', ['0xC004F050']]);
            params.next(convertToParamMap({}));
            fixture.detectChanges();
            expect([errors.text.value, lookedUp()]).toEqual(['', []]);
            fixture.destroy();
            params.next(convertToParamMap({ code: '0xC004FD02' }));
            expect(errors.text.value).toBe('');
        });
    });
});
