/** An entry of the usage report in words, for the dialog and for the page. */
import { UsageEntry } from '../domain/events/usage-report';
import { AvmaStrings, fillText } from '../shared/texts';

/** SoftwareLicensingProduct.LicenseStatus in words. */
export function statusText(licenseStatus: number | null, texts: AvmaStrings['UsageReport']): string {
    return licenseStatus === 1 ? texts.licensed : fillText(texts.notLicensed, { status: licenseStatus === null ? null : String(licenseStatus) });
}

/** What is known of the guest now; empty if it isn't there. @param timeText how a time is written */
export function stateText({ verified, verdict, evidence }: UsageEntry, strings: AvmaStrings, timeText: (iso: string | null) => string): string {
    if (verified) {
        return `${statusText(verified.licenseStatus, strings.UsageReport)} ${fillText(strings.UsageReport.readAt, { time: timeText(verified.readAt) })}`;
    }
    return verdict && evidence ? `${strings.Verdicts[verdict]} (${strings.Evidence[evidence]})` : '';
}

/** The guest's name, or what the events say of one. */
export function nameOf(entry: UsageEntry, texts: AvmaStrings['UsageReport']): string {
    switch (entry.kind) {
        case 'guest':
            return entry.name ?? entry.vmId ?? '';
        case 'ambiguous':
            return fillText(texts.ambiguous, { says: entry.says?.text ?? null });
        case 'claim':
            return fillText(texts.gone, { says: entry.says?.text ?? null });
        case 'unnamed':
            return texts.unnamed;
    }
}
