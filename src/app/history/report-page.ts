/** The usage report as a page of its own: a file that any browser opens and prints. No script, nothing loaded from elsewhere. */
import { LogFacts } from '../domain/facts/event-facts';
import { guestsThatRequested, usageChart, UsageEntry, UsageReport } from '../domain/events/usage-report';
import { countActivated } from '../domain/judgement/count-by-verdict';
import { resultText } from '../shared/event-texts';
import { activatedText } from '../shared/evidence-text';
import { AvmaStrings, codeText, countText, fillText } from '../shared/texts';
import { reportChart } from './report-chart';
import { nameOf, stateText, statusText } from './report-entry';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Names are written by guests. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, character => entities[character]);

/** Columns share the paper's width and break anywhere, so that neither A4 nor Letter cuts one. */
const style = `
@page { margin: 12mm; }
* { box-sizing: border-box; }
body { margin: 24px; color: #000; background: #fff; font: 10pt/1.4 'Segoe UI', system-ui, sans-serif; }
h1 { font-size: 18pt; } h2 { margin-top: 1.5em; font-size: 13pt; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 0; } dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 8.5pt; }
th, td { padding: 3px 4px; border: 1px solid #888; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
th { background: #eee; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
td.number { text-align: end; } small { color: #444; }
thead { display: table-header-group; } tr { break-inside: avoid; }
.guest { width: 18%; } .number { width: 6.5%; } .codes { width: 16%; } .time { width: 12.5%; } .word { width: 11%; }
th.number { padding: 3px 2px; font-size: 6pt; } .day { white-space: nowrap; }
figure { margin: 1em 0; break-inside: avoid; } figcaption span { margin-inline-end: 16px; }
.plot { display: grid; grid-template-columns: auto 1fr; gap: 0 6px; margin-top: 8px; }
.axis { display: flex; flex-direction: column; justify-content: space-between; text-align: end; font-size: 7pt; }
svg { display: block; width: 100%; height: 90px; border-bottom: 1px solid #000; border-inline-start: 1px solid #888; }
.times { grid-column: 2; display: flex; justify-content: space-between; font-size: 8pt; }
rect, i { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
i { display: inline-block; width: 9px; height: 9px; margin-inline-end: 4px; border: 1px solid #444; }
rect { stroke: #444; stroke-width: 1; vector-effect: non-scaling-stroke; }
.success { fill: #9fd89f; background: #9fd89f; } .failure { fill: #8e0000; background: #8e0000; } .unknown { fill: #fff; background: #fff; }
@media print { body { margin: 0; } }
`;

const minute = (iso: string | null): string => (iso === null ? '' : iso.slice(0, 16).replace('T', ' '));

/** In a narrow column: a day is not broken. */
const moment = (iso: string | null): string => escaped(minute(iso)).replace(/^\S+/, day => `<span class="day">${day}</span>`);

export interface ReportFrame {
    /** Of the page: language and direction of writing. */
    readonly language: string;
    readonly direction: string;
    /** The host as Windows Admin Center names it. */
    readonly hostName: string;
    /** When the report was made, ISO 8601 in UTC. */
    readonly createdAt: string;
}

export function reportPage(report: UsageReport, strings: AvmaStrings, { language, direction, hostName, createdAt }: ReportFrame): string {
    const texts = strings.UsageReport;
    const fact = (label: string, value: string): string => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`;
    const period = fillText(texts.period, { from: report.from === null ? texts.everything : minute(report.from), until: minute(report.until) });
    const { success, failure, unknown } = report.outcomes;
    const chart = usageChart(report);
    return `<!DOCTYPE html>
<html lang="${escaped(language)}" dir="${escaped(direction)}">
<head><meta charset="utf-8"><title>${escaped(`${texts.title} ${hostName}`)}</title><style>${style}</style></head>
<body>
<h1>${escaped(texts.title)}</h1>
<dl>
${fact(texts.host, report.host?.fqdn ?? report.host?.computerName ?? hostName)}
${fact(texts.system, report.host?.osCaption ?? strings.Common.unknown)}
${fact(texts.license, licenseText(report, strings))}
${fact(texts.periodLabel, period)}
${fact(texts.activated, activatedNow(report, strings))}
${fact(texts.requests, fillText(texts.requestsText, { count: report.requests, success, failure, unknown }))}
${fact(texts.guests, countText(guestsThatRequested(report)))}
${fact(texts.created, fillText(texts.createdAt, { time: minute(createdAt) }))}
</dl>
<p><small>${escaped(texts.utc)}</small></p>
${chart ? reportChart(chart, strings, escaped) : ''}
<h2>${escaped(texts.unknownsTitle)}</h2>
<ul>
${report.unknowns.map(({ code, data }) => `<li data-unknown="${code}">${escaped(fillText(strings.Events.unknowns[code], data))}</li>`).join('\n')}
<li>${escaped(texts.always)}</li>
</ul>
<h2>${escaped(texts.table)}</h2>
${report.entries.length === 0 ? `<p>${escaped(texts.none)}</p>` : guestTable(report, strings)}
<h2>${escaped(texts.logs)}</h2>
${logTable(report.logs, strings)}
</body>
</html>
`;
}

/** Of the guests that requested activation. */
function activatedNow({ entries }: UsageReport, strings: AvmaStrings): string {
    const counts = countActivated(entries.flatMap(({ verdict, evidence }) => (verdict && evidence ? [{ verdict, evidence }] : [])));
    return counts.length === 0 ? strings.UsageReport.noneActivated : activatedText(counts, strings);
}

function licenseText({ host }: UsageReport, strings: AvmaStrings): string {
    return host ? [host.licenseDescription, statusText(host.licenseStatus, strings.UsageReport)].filter(one => one).join(' \u2013 ') : strings.Common.unknown;
}

function guestTable({ entries }: UsageReport, strings: AvmaStrings): string {
    const { UsageReport: texts, Events } = strings;
    const head: ReadonlyArray<readonly [string, string]> = [
        ['guest', texts.guest],
        ['number', texts.asked],
        ['number', Events.outcomes.success],
        ['number', Events.outcomes.failure],
        ['number', texts.unclear],
        ['codes', texts.codes],
        ['time', texts.first],
        ['time', texts.last],
        ['word', texts.guestSystem],
        ['word', texts.state]
    ];
    const row = (entry: UsageEntry): string => {
        const second = [entry.fqdn, entry.vmId, ...entry.candidates].filter(one => one !== null && one !== nameOf(entry, texts));
        const codes = entry.codes.map(({ code, count }) => `${code === null ? texts.noCode : resultText(code)} (${count})`);
        const cells: ReadonlyArray<readonly [string, string]> = [
            ['guest', `${escaped(nameOf(entry, texts))}${second.length > 0 ? `<br><small>${second.map(one => escaped(one ?? '')).join('<br>')}</small>` : ''}`],
            ...[entry.requests, entry.outcomes.success, entry.outcomes.failure, entry.outcomes.unknown].map(count => ['number', countText(count)] as const),
            ['codes', [...codes, ...(entry.otherCodes > 0 ? [fillText(texts.otherCodes, { count: entry.otherCodes })] : [])].map(escaped).join('<br>')],
            ['time', moment(entry.first)],
            ['time', moment(entry.last)],
            ['word', escaped([entry.version, entry.edition].filter(one => one !== null).join(' '))],
            ['word', escaped(stateText(entry, strings, minute))]
        ];
        return `<tr data-guest="${escaped(entry.vmId ?? entry.says?.text ?? '')}">${cells.map(([kind, html]) => `<td class="${kind}">${html}</td>`).join('')}</tr>`;
    };
    return `<table>
<thead><tr>${head.map(([kind, title]) => `<th scope="col" class="${kind}">${escaped(title)}</th>`).join('')}</tr></thead>
<tbody>
${entries.map(row).join('\n')}
</tbody>
</table>`;
}

function logTable(logs: readonly LogFacts[], { UsageReport: texts, Common }: AvmaStrings): string {
    const text = (value: string | null): string => escaped(value ?? Common.unknown);
    const rows = logs.map(log => {
        const failure = log.error ? `${log.error.code}${log.error.hresult === null ? '' : ` ${codeText(log.error.hresult)}`}` : null;
        const state = failure ?? (log.exists === false ? texts.logMissing : log.enabled === false ? texts.logDisabled : texts.logRead);
        const count = (value: number | null): string | null => (value === null ? null : countText(value));
        const cells = [log.logName, state, count(log.recordCount), minute(log.oldestRecordTime) || null, count(log.sizeBytes), count(log.maximumBytes)];
        return `<tr>${cells.map(cell => `<td>${text(cell)}</td>`).join('')}</tr>`;
    });
    const head = [texts.log, texts.logState, texts.records, texts.oldest, texts.size, texts.maximum];
    return `<table>
<thead><tr>${head.map(title => `<th scope="col">${escaped(title)}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
}
