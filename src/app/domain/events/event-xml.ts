/** An event as Windows' own viewer shows it in its XML view, out of what was read of it. */
import { EventFacts } from '../facts/event-facts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML cannot hold are shown as their number, so that nothing of a string is lost. */
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

/** To be read and copied; fields that were not read are left out. */
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
