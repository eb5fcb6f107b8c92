/** Formats an event like the XML view of Windows Event Viewer, from the fields that were read. */
import { EventFacts } from '../facts/event-facts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Replaces characters that XML can't contain with their number, so that no information is lost. */
function escaped(text: string): string {
    return (
        text
            .replace(/[&<>"]/g, character => entities[character])
            // eslint-disable-next-line no-control-regex
            .replace(
                /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g,
                character => `[0x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`
            )
    );
}

/** For display and copying; omits fields that weren't read. */
export function eventXml(event: EventFacts): string {
    const element = (name: string, value: string | number | null): string[] => (value === null ? [] : [`    <${name}>${escaped(String(value))}</${name}>`]);
    return [
        '<Event>',
        '  <System>',
        ...(event.providerName === null ? [] : [`    <Provider Name="${escaped(event.providerName)}"/>`]),
        ...element('EventID', event.id),
        ...element('Level', event.level),
        ...(event.timeCreated === null ? [] : [`    <TimeCreated SystemTime="${escaped(event.timeCreated)}"/>`]),
        ...element('EventRecordID', event.recordId),
        ...element('Channel', event.logName),
        ...element('Computer', event.machineName),
        '  </System>',
        '  <EventData>',
        ...event.data.flatMap(text => element('Data', text)),
        '  </EventData>',
        ...(event.message === null ? [] : ['  <RenderingInfo>', ...element('Message', event.message), '  </RenderingInfo>']),
        '</Event>'
    ].join('\n');
}
