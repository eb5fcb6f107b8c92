import { ChangeDetectionStrategy, Component, EventEmitter, Input, Output } from '@angular/core';
import { decodeEvent, DecodedEvent } from '../domain/events/decode-event';
import { ActivationNotificationId, activationNotificationIds } from '../domain/errors/error-codes';
import { guestEventId } from '../domain/events/event-meanings';
import { GuestKey } from '../domain/facts/guest-key';
import { EventToken } from '../domain/events/event-tokens';
import { eventXml } from '../domain/events/event-xml';
import { notificationText } from '../shared/error-texts';
import { ignorableText, resultInWords, resultText } from '../shared/event-texts';
import { avmaStrings, codeText, dateText, ExplainedText, fillText, zoneText } from '../shared/texts';
import { HistoryRow } from './history-row';

interface Fact {
    readonly label: string;
    readonly value: string;
}

interface Notification extends ExplainedText {
    readonly id: ActivationNotificationId;
    /** Documented, likely by its wording, or neither. */
    readonly standing: 'documented' | 'likely' | null;
}

interface TextView {
    readonly title: string;
    readonly raw: string;
    readonly pieces: ReadonlyArray<{ readonly written: string; readonly says: string; readonly explained: boolean }>;
}

/** Everything about one event: what can be told, what cannot, and the raw record. */
@Component({ selector: 'avma-event-details', templateUrl: './event-details.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class EventDetailsComponent {
    /** The guest to open. */
    @Output() public readonly openGuest = new EventEmitter<GuestKey>();
    public readonly strings = avmaStrings();
    public row: HistoryRow | null = null;
    public facts: readonly Fact[] = [];
    public texts: readonly TextView[] = [];
    public code = '';
    /** Whether the event can be ignored, in words; empty where nobody asks. */
    public ignorable = '';
    public guest: GuestKey | null = null;
    public notifications: readonly Notification[] = [];
    public xml = '';

    @Input() public set event(row: HistoryRow) {
        const decoded = decodeEvent(row.event);
        this.row = row;
        this.facts = this.toFacts(row, decoded);
        this.texts = decoded.strings.map(({ raw, tokens }, index) => ({
            title: fillText(this.strings.History.stringTitle, { number: index + 1 }),
            raw,
            pieces: tokens.filter(token => token.written.trim() !== '').map(token => this.toPiece(token))
        }));
        this.code = decoded.code === null || decoded.code === 0 ? '' : codeText(decoded.code);
        this.ignorable = ignorableText(row.event, this.strings);
        this.guest = row.subject.kind === 'guest' ? row.subject.key : null;
        this.notifications = decoded.meaning?.id === guestEventId ? this.toNotifications(decoded) : [];
        this.xml = eventXml(row.event);
    }

    private toFacts({ event, guest, subject, outcomeText, what }: HistoryRow, { code, meaning }: DecodedEvent): readonly Fact[] {
        const { History, Events, Common } = this.strings;
        const text = (value: string | number | null): string => (value === null || value === '' ? Common.unknown : String(value));
        const joined = subject.kind === 'guest' && event.vmId === null ? ` (${Events.joined[subject.by]})` : '';
        return [
            { label: History.time, value: event.timeCreated === null ? Common.unknown : `${dateText(event.timeCreated)} (${zoneText()})` },
            { label: History.timeUtc, value: text(event.timeCreated) },
            { label: History.guest, value: `${guest}${joined}` },
            { label: History.what, value: what },
            { label: History.source, value: meaning ? History.evidence[meaning.evidence] : History.evidence.none },
            { label: History.outcome, value: outcomeText },
            { label: History.code, value: code === null ? History.noCode : resultInWords(code, this.strings) },
            { label: History.computer, value: text(event.machineName) },
            { label: History.log, value: text(event.logName) },
            { label: History.provider, value: text(event.providerName) },
            { label: History.record, value: text(event.recordId) },
            { label: History.level, value: fillText(History.levelText, { level: event.level === null ? null : String(event.level) }) }
        ];
    }

    private toNotifications({ notification, likelyNotification }: DecodedEvent): readonly Notification[] {
        return activationNotificationIds.map(id => ({
            id,
            ...notificationText(id),
            standing: id === notification ? 'documented' : id === likelyNotification ? 'likely' : null
        }));
    }

    private toPiece(token: EventToken): { readonly written: string; readonly says: string; readonly explained: boolean } {
        const { tokens } = this.strings.History;
        const label = token.label === null ? '' : `${token.label}: `;
        const says =
            token.kind === 'code'
                ? fillText(token.known ? tokens.code : tokens.unknownCode, { code: resultText(token.code) })
                : token.kind === 'date'
                  ? fillText(tokens.date, { date: token.utc === null ? tokens.noZone : dateText(token.utc) })
                  : tokens[token.kind];
        return { written: token.written.trim(), says: `${label}${says}`, explained: token.kind !== 'text' };
    }
}
