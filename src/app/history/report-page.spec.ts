/** The usage report as a page: what it says, and that names stay text in it. */
import { importHostRow } from '../data/import/import-host-row';
import { LogFacts } from '../domain/facts/event-facts';
import { UsageEntry, UsageReport } from '../domain/events/usage-report';
import { AvmaStrings, avmaStrings } from '../shared/texts';
import { ReportFrame, reportPage } from './report-page';

const host = importHostRow({
    computerName: 'HV01',
    fqdn: 'hv01.contoso.com',
    osCaption: 'Windows Server 2022 Datacenter',
    licenseDescription: 'VOLUME_MAK channel',
    licenseStatus: 1
});
const entry = (change: Partial<UsageEntry> = {}): UsageEntry => ({
    kind: 'guest',
    vmId: 'id-1',
    name: 'APP01',
    fqdn: 'app01.contoso.com',
    says: null,
    candidates: [],
    joinedBy: ['id'],
    requests: 60,
    outcomes: { success: 10, failure: 20, unknown: 30 },
    codes: [
        { code: 0xc004fd02, count: 20 },
        { code: null, count: 30 }
    ],
    otherCodes: 0,
    first: '2026-11-01T10:00:00Z',
    last: '2026-11-02T11:30:00Z',
    version: '2022',
    edition: 'Standard',
    verdict: 'eligible',
    evidence: 'reported',
    verified: null,
    ...change
});
const log = (change: Partial<LogFacts> = {}): LogFacts => ({
    collectedAt: null,
    source: 'host',
    machineName: 'HV01',
    vmId: null,
    logName: 'Application',
    exists: true,
    enabled: true,
    sizeBytes: 1000,
    maximumBytes: 2000,
    recordCount: 5,
    oldestRecordTime: '2026-10-01T10:00:00Z',
    error: null,
    ...change
});
const report = (change: Partial<UsageReport> = {}): UsageReport => ({
    host,
    from: '2026-11-01T00:00:00Z',
    until: '2026-11-30T00:00:00Z',
    entries: [entry()],
    requests: 60,
    outcomes: { success: 10, failure: 20, unknown: 30 },
    hours: [{ time: Date.parse('2026-11-01T10:00:00Z'), counts: { success: 10, failure: 20, unknown: 30 } }],
    logs: [],
    unknowns: [],
    ...change
});
const frame: ReportFrame = { language: 'en', direction: 'ltr', hostName: 'hv01', createdAt: '2026-11-30T08:15:00.000Z' };

describe('the usage report as a page', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    const page = (change: Partial<UsageReport> = {}, of: Partial<ReportFrame> = {}): Document =>
        new DOMParser().parseFromString(reportPage(report(change), strings, { ...frame, ...of }), 'text/html');
    const texts = (within: ParentNode | null, selector: string): string[] => [...(within?.querySelectorAll(selector) ?? [])].map(one => one.textContent ?? '');
    /** The cells of the first guest; a line break is a space. */
    function cells(change: Partial<UsageEntry> = {}): string[] {
        const found = page({ entries: [entry(change)] });
        found.querySelectorAll('br').forEach(one => one.replaceWith(' '));
        return texts(found.querySelector('tr[data-guest]'), 'td');
    }
    const facts = (change: Partial<UsageReport> = {}): string[] => texts(page(change), 'dd');

    it('says of the host whether it is licensed, and with which status it is not', () => {
        const { licensed, notLicensed } = strings.UsageReport;
        const license = (licenseStatus: number | null): string => facts({ host: { ...host, licenseStatus } })[2];
        expect(license(1)).toBe(`VOLUME_MAK channel \u2013 ${licensed}`);
        expect(license(5)).toBe(`VOLUME_MAK channel \u2013 ${notLicensed.replace('{status}', '5')}`);
        expect(license(0)).toBe(`VOLUME_MAK channel \u2013 ${notLicensed.replace('{status}', '0')}`);
        expect(license(null)).toBe(`VOLUME_MAK channel \u2013 ${notLicensed.replace('{status}', strings.Common.unknown)}`);
    });

    it('names host, system, period and counts, and says what is unknown', () => {
        const { UsageReport: words, Common } = strings;
        const counts = words.requestsText.replace('{count}', '60').replace('{success}', '10').replace('{failure}', '20').replace('{unknown}', '30');
        const period = words.period.replace('{from}', '2026-11-01 00:00').replace('{until}', '2026-11-30 00:00');
        expect(facts()).toEqual([
            'hv01.contoso.com',
            'Windows Server 2022 Datacenter',
            jasmine.any(String),
            period,
            words.noneActivated,
            counts,
            '1',
            words.createdAt.replace('{time}', '2026-11-30 08:15')
        ]);
        expect(facts({ host: null }).slice(0, 3)).toEqual(['hv01', Common.unknown, Common.unknown]);
        expect(facts({ host: { ...host, fqdn: null } })[0]).toBe('HV01');
        expect(facts({ from: null })[3]).toContain(words.everything);
        expect(facts({ entries: [entry(), entry({ kind: 'unnamed' })] })[6]).toBe('1');
        const activated = [entry({ verdict: 'activated', evidence: 'verified' }), entry({ verdict: 'activated', evidence: 'logged' }), entry()];
        expect(facts({ entries: activated })[4]).toBe('2 (1 verified, 1 host log)');
    });

    it('draws the requests over the period, with an axis, what it shows in words, and nothing without requests', () => {
        const drawn = page();
        const figure = drawn.querySelector('figure');
        const { Events, History } = strings;
        const { success, failure, unknown } = Events.outcomes;
        expect(texts(figure, 'figcaption > span')).toEqual([History.chartTitles.day, `${success} 10`, `${failure} 20`, `${unknown} 30`]);
        expect(texts(figure, '.axis span')).toEqual(['100', '50', '0']);
        expect([...drawn.querySelectorAll('rect')].map(one => [one.getAttribute('class'), one.getAttribute('height')])).toEqual([
            ['success', '10'],
            ['failure', '20'],
            ['unknown', '30']
        ]);
        expect(drawn.querySelector('svg')?.getAttribute('aria-label')).toContain(`${success} 10`);
        expect(texts(figure, '.times span').length).toBe(2);
        expect(page({ hours: [] }).querySelector('figure')).toBeNull();
    });

    it('has what a guest asked for in the columns of their heads', () => {
        const head = texts(page().querySelector('table'), 'th');
        const { UsageReport: words, Events } = strings;
        expect(head.slice(0, 5)).toEqual([words.guest, words.asked, Events.outcomes.success, Events.outcomes.failure, words.unclear]);
        expect(head.slice(5)).toEqual([words.codes, words.first, words.last, words.guestSystem, words.state]);
        expect(cells()).toEqual([
            'APP01 app01.contoso.com id-1',
            ...['60', '10', '20', '30'],
            jasmine.stringMatching(/^0xC004FD02.* \(20\) no code \(30\)$/),
            ...['2026-11-01 10:00', '2026-11-02 11:30', '2022 Standard'],
            `${strings.Verdicts.eligible} (${strings.Evidence.reported})`
        ] as string[]);
        expect(cells({ otherCodes: 7 })[5]).toContain(words.otherCodes.replace('{count}', '7'));
        expect(cells({ first: null, last: null, version: null, edition: null }).slice(6, 9)).toEqual(['', '', '']);
    });

    it('has narrow columns of numbers at their ends, and room for names, codes and times', () => {
        const kinds = (cell: string): string[] => [...(page().querySelector('table')?.querySelectorAll(cell) ?? [])].map(one => one.className);
        const columns = ['guest', 'number', 'number', 'number', 'number', 'codes', 'time', 'time', 'word', 'word'];
        expect([kinds('th'), kinds('td')]).toEqual([columns, columns]);
        // As a browser draws it.
        const sheet = document.createElement('iframe');
        document.body.append(sheet);
        const drawn = sheet.contentDocument as Document;
        drawn.documentElement.innerHTML = page().documentElement.innerHTML;
        const style = (cell: string, of: (style: CSSStyleDeclaration) => string): string[] =>
            [...(drawn.querySelector('table')?.querySelectorAll(cell) ?? [])].map(one => of(getComputedStyle(one)));
        const aligned = style('td', ({ textAlign }) => textAlign);
        const small = style('th', ({ fontSize }) => fontSize);
        sheet.remove();
        expect(aligned).toEqual(columns.map(kind => (kind === 'number' ? 'end' : 'start')));
        expect(small.map(size => size === small[1])).toEqual(columns.map(kind => kind === 'number'));
    });

    it('says of a guest what was read inside it, and when, before what it reports', () => {
        const { licensed, notLicensed, readAt } = strings.UsageReport;
        const state = (licenseStatus: number | null): string => cells({ verified: { licenseStatus, readAt: '2026-11-03T12:00:00Z' } })[9];
        const when = readAt.replace('{time}', '2026-11-03 12:00');
        expect(state(1)).toBe(`${licensed} ${when}`);
        expect(state(5)).toBe(`${notLicensed.replace('{status}', '5')} ${when}`);
        expect(cells({ verdict: null, evidence: null })[9]).toBe('');
        expect(cells({ verdict: 'activated', evidence: 'logged' })[9]).toBe(`${strings.Verdicts.activated} (${strings.Evidence.logged})`);
    });

    it('names what is no guest by what its events say', () => {
        const { ambiguous, gone, unnamed } = strings.UsageReport;
        const nobody = { vmId: null, name: null, fqdn: null };
        const says = { kind: 'name', text: 'db' } as const;
        expect(cells({ ...nobody, kind: 'ambiguous', says, candidates: ['id-2', 'id-3'] })[0]).toBe(`${ambiguous.replace('{says}', 'db')} id-2 id-3`);
        expect(cells({ ...nobody, kind: 'claim', says })[0]).toBe(gone.replace('{says}', 'db'));
        expect(cells({ ...nobody, kind: 'unnamed' })[0]).toBe(unnamed);
        expect(cells({ name: null, fqdn: null })[0]).toBe('id-1');
    });

    it('leaves markup, quotes and ampersands in names as text, wherever they stand', () => {
        const evil = `"><img src=x onerror='alert(1)'>&amp;`;
        const found = page(
            {
                host: { ...host, fqdn: evil, osCaption: evil, licenseDescription: evil },
                entries: [entry({ vmId: evil, name: evil, fqdn: `${evil}2`, version: evil, candidates: [`${evil}3`] })],
                logs: [log({ logName: evil })],
                unknowns: [{ code: 'logDenied', data: { log: evil } }]
            },
            { hostName: evil, language: `en" onload="x` }
        );
        expect(found.querySelector('img, script, [onerror], [onload]')).toBeNull();
        expect(found.documentElement.getAttribute('lang')).toBe(`en" onload="x`);
        expect(found.querySelector('tr[data-guest]')?.getAttribute('data-guest')).toBe(evil);
        expect(texts(found, 'dd').slice(0, 2)).toEqual([evil, evil]);
        expect(found.title).toContain(evil);
        // A quote that is not escaped would end an attribute in which a later change puts the text.
        const source = reportPage(report({ entries: [entry({ name: `a"b'c<d>e&f` })] }), strings, frame);
        expect(source).toContain('a&quot;b&#39;c&lt;d&gt;e&amp;f');
    });

    it('loads nothing and runs nothing', () => {
        expect(page().querySelector('script, link, img, iframe, object, [src], [href]')).toBeNull();
        expect(reportPage(report(), strings, frame)).not.toContain('url(');
    });

    it('lists what it cannot know, and says where no guest asked', () => {
        const none = page({ entries: [], unknowns: [{ code: 'guestsNotRead', data: {} }] });
        expect(texts(none, 'li').length).toBe(2);
        expect(none.querySelector('li[data-unknown="guestsNotRead"]')).not.toBeNull();
        expect([none.querySelector('tr[data-guest]'), texts(none, 'p')[1]]).toEqual([null, strings.UsageReport.none]);
    });

    it('says of each log how it was read', () => {
        const { logRead, logMissing, logDisabled } = strings.UsageReport;
        const error = { code: 'accessDenied', hresult: 5, id: null, reason: null, message: 'canary' };
        const logs = [log(), log({ exists: false }), log({ enabled: false }), log({ error }), log({ error: { ...error, hresult: null } })];
        const table = page({ logs }).querySelectorAll('table')[1];
        const rows = [...table.querySelectorAll('tbody tr')].map(one => texts(one, 'td'));
        expect(rows[0]).toEqual(['Application', logRead, '5', '2026-10-01 10:00', '1,000', '2,000']);
        expect(rows.map(one => one[1])).toEqual([logRead, logMissing, logDisabled, 'accessDenied 0x00000005', 'accessDenied']);
        const bare = page({ logs: [log({ recordCount: null, oldestRecordTime: null, sizeBytes: null, maximumBytes: null })] });
        const { unknown } = strings.Common;
        expect(texts(bare.querySelectorAll('table')[1], 'td').slice(2)).toEqual([unknown, unknown, unknown, unknown]);
    });
});
