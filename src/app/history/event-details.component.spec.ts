/** Everything about one event as its details show it: what can be told, what cannot, and the raw record. */
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Rendered } from '../../testing/rendered';
import { activationNotificationIds } from '../domain/errors/error-codes';
import { EventSubject } from '../domain/events/join-events';
import { eventXml } from '../domain/events/event-xml';
import { EventFacts, sppProvider } from '../domain/facts/event-facts';
import { guestKey } from '../domain/facts/guest-key';
import { ContentComponent } from '../shared/content.component';
import { notificationText } from '../shared/error-texts';
import { resultInWords, resultText } from '../shared/event-texts';
import { AvmaStrings, avmaStrings, codeText, dateText, fillText, zoneText } from '../shared/texts';
import { EventDetailsComponent } from './event-details.component';
import { toHistoryRow } from './history-row';

const key = guestKey({ hostName: 'HV01', vmId: 'id-1' });
const code = 0xc004fd02;
const host: EventFacts = {
    collectedAt: null,
    source: 'host',
    machineName: 'hv01.contoso.com',
    vmId: null,
    logName: 'Application',
    providerName: sppProvider,
    id: 12310,
    recordId: 4711,
    level: 4,
    timeCreated: '2026-11-01T10:00:00Z',
    data: ['0xC004FD02', 'app01.contoso.com'],
    message: null
};
const ofGuest: EventFacts = { ...host, source: 'guest', id: 12309, vmId: 'id-1', data: ['0x00000000'] };

describe('the details of an event', () => {
    let strings: AvmaStrings;
    let page: Rendered;
    let opened: string[];

    async function show(change: Partial<EventFacts> = {}, subject: EventSubject = { kind: 'guest', key, by: 'name' }): Promise<void> {
        TestBed.resetTestingModule();
        TestBed.configureTestingModule({ declarations: [EventDetailsComponent, ContentComponent], schemas: [NO_ERRORS_SCHEMA] });
        const fixture = TestBed.createComponent(EventDetailsComponent);
        opened = [];
        fixture.componentInstance.openGuest.subscribe(guest => opened.push(guest));
        fixture.componentRef.setInput(
            'event',
            toHistoryRow({ ...host, ...change }, subject, () => 'APP01', strings)
        );
        page = new Rendered(fixture);
        await page.draw();
    }

    beforeEach(() => (strings = avmaStrings()));

    /** The facts by their labels. */
    const facts = (): Readonly<Record<string, string>> => {
        const values = page.texts('dd');
        return Object.fromEntries(page.texts('dt').map((label, index) => [label, values[index]]));
    };
    const sections = (): Array<string | null> => [...page.element.querySelectorAll('section')].map(one => one.getAttribute('aria-label'));

    it('say what is known of it, each under its label', async () => {
        await show();
        const { History, Events } = strings;
        expect(facts()).toEqual({
            [History.time]: `${dateText('2026-11-01T10:00:00Z')} (${zoneText()})`,
            [History.timeUtc]: '2026-11-01T10:00:00Z',
            [History.guest]: `APP01 (${Events.joined.name})`,
            [History.what]: jasmine.stringContaining('12310') as unknown as string,
            [History.source]: History.evidence.documented,
            [History.outcome]: Events.outcomes.failure,
            [History.code]: resultInWords(code, strings),
            [History.computer]: 'hv01.contoso.com',
            [History.log]: 'Application',
            [History.provider]: sppProvider,
            [History.record]: '4711',
            [History.level]: fillText(History.levelText, { level: '4' })
        });
        expect([page.text('h3.avma-headline'), page.has('h3 .sme-icon')]).toEqual([Events.outcomes.failure, true]);
    });

    it('say what is not known', async () => {
        await show({ timeCreated: null, machineName: null, logName: '', recordId: null, level: null, data: [], id: 4, providerName: 'Other' });
        const { History, Common } = strings;
        const unknown = [History.time, History.timeUtc, History.computer, History.log, History.record];
        expect(unknown.map(label => facts()[label])).toEqual(unknown.map(() => Common.unknown));
        expect([facts()[History.source], facts()[History.code]]).toEqual([History.evidence.none, History.noCode]);
        expect(facts()[History.level]).toBe(fillText(History.levelText, { level: null }));
        expect(page.texts('section:nth-of-type(2) > p')).toEqual([History.noStrings]);
        expect(sections()).toEqual([History.details, History.strings]);
    });

    it('open the guest that it is about, where it is there', async () => {
        await show();
        page.click(strings.History.openGuest);
        expect(opened).toEqual([key]);
        await show({}, { kind: 'self' });
        expect([page.buttons(), facts()[strings.History.guest]]).toEqual([[], strings.History.subjects.self]);
        // In the log of the guest itself, nothing had to be joined.
        await show({ vmId: 'id-1' });
        expect(facts()[strings.History.guest]).toBe('APP01');
    });

    it('take each of its strings apart, and say of an empty one that it is', async () => {
        await show({ data: ['0xC004FD02', 'app01.contoso.com', ''] });
        const { stringTitle, emptyString, tokens } = strings.History;
        expect(page.texts('h4')).toEqual([1, 2, 3].map(number => fillText(stringTitle, { number })));
        expect(page.texts('.avma-pieces code')).toEqual(['0xC004FD02', 'app01.contoso.com']);
        const says = page.texts('.avma-piece-says');
        expect(says[0]).toContain(fillText(tokens.code, { code: resultText(code) }));
        expect([...page.element.querySelectorAll('.avma-piece-says')].map(one => one.classList.contains('sme-scheme-secondary-text'))[0]).toBeFalse();
        expect(page.texts('section:nth-of-type(2) > p')).toEqual([emptyString]);
    });

    it('call a code that no table has unknown, and mark text that is explained by nothing', async () => {
        await show({ data: ['0xC0DE0001', 'some words'] });
        const { tokens } = strings.History;
        expect(page.texts('.avma-piece-says')[0]).toContain(fillText(tokens.unknownCode, { code: resultText(0xc0de0001) }));
        const plain = [...page.element.querySelectorAll('.avma-piece-says')].filter(one => one.textContent?.includes(tokens.text));
        expect(plain.length).toBeGreaterThan(0);
        expect(plain.every(one => one.classList.contains('sme-scheme-secondary-text'))).toBeTrue();
    });

    it('show the message of Windows apart, and only where there is one', async () => {
        await show({ message: '<b>it</b> failed' });
        const { message, messageText } = strings.History;
        expect([page.texts('h4').at(-1), page.text('section > .avma-raw-item'), page.has('b')]).toEqual([message, '<b>it</b> failed', false]);
        expect(page.texts('section:nth-of-type(2) > p')).toEqual([messageText]);
        await show();
        expect([page.texts('h4').includes(message), page.has('.avma-raw-item')]).toEqual([false, false]);
    });

    it('have the raw record, to be copied', async () => {
        await show();
        const xml = eventXml(host);
        expect([page.text('.avma-raw summary'), page.text('.avma-raw pre')]).toEqual([strings.History.xml, xml.trim()]);
        expect([page.given('avma-copy-button')['text'], page.given('avma-copy-button')['what']]).toEqual([xml, strings.History.xml]);
    });

    it('look up the code of a failure', async () => {
        await show();
        const { details, strings: texts, code: title } = strings.History;
        expect(sections()).toEqual([details, texts, title]);
        expect([page.text('section:nth-of-type(3) h3'), page.given('avma-error-look-up')['text']]).toEqual([title, codeText(code)]);
        expect(page.given('avma-error-look-up')['level']).toBe(4);
        await show({ data: ['0x00000000'] });
        expect([page.has('avma-error-look-up'), sections()]).toEqual([false, [details, texts]]);
    });

    it('explain the notifications of a guest, and open the one that it is', async () => {
        await show(ofGuest);
        const { notifications, notificationsText, standings } = strings.History;
        const told = 'section:nth-of-type(3)';
        expect([page.text(`${told} h3`), page.text(`${told} > p`), sections().at(-1)]).toEqual([notifications, notificationsText, notifications]);
        const all = [...page.element.querySelectorAll('details.avma-notification')];
        expect(all.map(one => one.getAttribute('data-notification'))).toEqual([...activationNotificationIds]);
        const open = all.filter(one => one.hasAttribute('open'));
        expect(open.map(one => one.getAttribute('data-notification'))).toEqual(['success']);
        expect(page.texts('.avma-notification .avma-mark')).toEqual([standings.documented]);
        const { title, text, fix } = notificationText('success');
        expect(open[0].querySelector('summary')?.textContent).toContain(title);
        expect([...open[0].querySelectorAll('p')].map(one => one.textContent?.replace(/\s+/g, ' ').trim())).toEqual([text, `${strings.Details.fix}: ${fix}`]);
    });
});
