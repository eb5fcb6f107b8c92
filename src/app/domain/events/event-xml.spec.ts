import { EventFacts } from '../facts/event-facts';
import { eventXml } from './event-xml';

const event: EventFacts = {
    collectedAt: null,
    source: 'host',
    machineName: 'HV01.contoso.com',
    vmId: null,
    logName: 'Application',
    providerName: 'Microsoft-Windows-Security-SPP',
    id: 12310,
    recordId: 77,
    level: 4,
    timeCreated: '2026-11-01T08:00:00Z',
    data: ['hr=0x0', '<b>&"\u0000\u001b'],
    message: null
};

describe('an event as XML', () => {
    it('holds every field that was read, with markup and control characters written out', () => {
        expect(eventXml(event)).toBe(`<Event>
  <System>
    <Provider Name="Microsoft-Windows-Security-SPP"/>
    <EventID>12310</EventID>
    <Level>4</Level>
    <TimeCreated SystemTime="2026-11-01T08:00:00Z"/>
    <EventRecordID>77</EventRecordID>
    <Channel>Application</Channel>
    <Computer>HV01.contoso.com</Computer>
  </System>
  <EventData>
    <Data>hr=0x0</Data>
    <Data>&lt;b&gt;&amp;&quot;[0x0000][0x001B]</Data>
  </EventData>
</Event>`);
    });

    it('leaves out what was not read, and shows the message as it was given', () => {
        const xml = eventXml({ ...event, providerName: null, level: null, recordId: null, timeCreated: null, message: 'Rückgabe <0>' });
        expect(xml).not.toContain('Provider');
        expect(xml).not.toContain('null');
        expect(xml).toContain('<Message>Rückgabe &lt;0&gt;</Message>');
    });
});
