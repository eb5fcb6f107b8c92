/** Real records of the provider, decoded: whatever they hold is kept, and codes are found where they are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeEvent, DecodedEvent } from '../../src/app/domain/events/decode-event';
import { EventFacts, sppProvider } from '../../src/app/domain/facts/event-facts';
import { eventMeanings } from '../../src/app/domain/events/event-meanings';

const folder = join(__dirname, '../fixtures/recorded/spp-events');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

const event = (id: number, level: number | null, data: readonly string[], message: string | null = null): EventFacts => ({
    collectedAt: null,
    source: 'host',
    machineName: null,
    vmId: null,
    logName: 'Application',
    providerName: sppProvider,
    id,
    recordId: null,
    level,
    timeCreated: null,
    data,
    message
});

/** The events of a file as the event log exports them. */
function eventsOf(xml: string): EventFacts[] {
    return [...xml.matchAll(/<Event [^]*?<\/Event>/g)].map(([text]) => {
        const id = Number(/<EventID[^>]*>(\d+)/.exec(text)?.[1]);
        const data = [...text.matchAll(/<Data>([^]*?)<\/Data>/g)].map(one => one[1]);
        return event(id, Number(/<Level>(\d)/.exec(text)?.[1]), data);
    });
}

const found = ({ strings }: DecodedEvent): string[] =>
    strings.flatMap(one =>
        one.tokens.filter(token => token.kind !== 'text').map(token => `${token.label === null ? '' : `${token.label}=`}${token.kind} ${token.written}`)
    );
const intact = (decoded: DecodedEvent, { data }: EventFacts): boolean =>
    JSON.stringify(decoded.strings.map(one => one.tokens.map(token => token.written).join(''))) === JSON.stringify(data);

describe('recorded events', () => {
    it('8198: the code with hr= in the string, and the ids by their keys', () => {
        const [facts] = eventsOf(read('other/web-8198.xml'));
        const decoded = decodeEvent(facts);
        expect([decoded.code, decoded.outcome, decoded.known, decoded.notification]).toEqual([0x800704cf, 'failure', false, null]);
        expect(found(decoded)).toEqual([
            'hr=code 0x800704CF',
            'RuleId=guid 31e71c49-8da7-4a2f-ad92-45d98a1c79ba',
            'AppId=guid 55c92734-d682-4d71-983e-d6ec3f16059f',
            'SkuId=guid 4de7cb65-cdf1-4de9-8ae8-e3cce27b9f2c'
        ]);
        expect(intact(decoded, facts)).toBeTrue();
    });

    it('12288 and 12289: the first of a packed list is the code; a masked id is no id', () => {
        const lines = read('other/rendered-kms-12288-12289.txt')
            .split(/\r?\n/)
            .filter(line => line.startsWith('0x'));
        const [request, response] = lines.map((line, index) => decodeEvent(event(12288 + index, 4, [line])));
        expect([request.code, request.outcome, response.code, response.outcome]).toEqual([0, 'success', 0, 'success']);
        expect(found(request)).toEqual(['code 0x00000000', 'code 0x00000000', 'date 2012/12/04 07:06']);
        expect(found(response)).toEqual(['code 0x00000000', 'code 0x00000000', 'date 2012/12/04 07:06']);
        expect(request.strings[0].tokens.map(token => token.written).join('')).toBe(lines[0]);
        // The host's side, as Microsoft's page error-0xc004f074-activate-windows.md (02/12/2026) shows it.
        const host = '0xC004F06C,5,<KMS Client name>,36f27b39-2fd5-440b-be67-a09996d27a38,2010/9/29 21:46,0,2,41520,68531fb9-5511-4989-97be-d11a0f55633f';
        const processed = decodeEvent(event(12290, 4, [host]));
        expect([processed.code, processed.outcome]).toEqual([0xc004f06c, 'failure']);
        expect(processed.strings[0].tokens.map(token => token.written).join('')).toBe(host);
    });

    it('a whole log: no code is taken for a result where the template has none, and the level says nothing', () => {
        const events = eventsOf(read('evtx-sample-desktop-0hijb49-spp.xml'));
        expect(events.map(one => one.id)).toEqual([900, 16394, 1066, 1003, 902, 16388]);
        const decoded = events.map(decodeEvent);
        expect(decoded.map(one => [one.code, one.outcome])).toEqual(events.map(() => [null, 'unknown']));
        expect(decoded.map(one => one.meaning?.id ?? null)).toEqual([900, 16394, 1066, 1003, 902, null]);
        expect(decoded.every((one, index) => intact(one, events[index]))).toBeTrue();
        const counts = (index: number, kind: string): number => found(decoded[index]).filter(one => one.includes(`${kind} `)).length;
        expect([counts(2, 'code'), counts(2, 'name'), counts(3, 'guid'), counts(3, 'name')]).toEqual([18, 0, 30, 0]);
        expect(found(decoded[5])).toEqual(['date 2021-03-31T23:53:27Z', 'date 2021-03-31T23:53:27Z']);
    });

    it('16384, 903, 902, 8230 and 12311: dates, ids by their keys, and no data at all', () => {
        expect(found(decodeEvent(eventsOf(read('other/otel-16384.xml'))[0]))).toEqual(['date 2022-04-28T19:48:52Z']);
        expect(decodeEvent(eventsOf(read('other/winevt-903.xml'))[0]).strings).toEqual([]);
        const wiki = JSON.parse(read('other/detection-wiki.json')) as ReadonlyArray<{ system: { event_id: number }; event_data: { Data?: string[] } }>;
        const [started, rules, msa] = [902, 8230, 12311].map(id => wiki.find(one => one.system.event_id === id)).map(one => one?.event_data.Data ?? []);
        expect(found(decodeEvent(event(902, 0, started)))).toEqual([]);
        expect(msa).toEqual([]);
        expect(found(decodeEvent(event(8230, 4, rules)))).toEqual([
            'AppId=guid 55c92734-d682-4d71-983e-d6ec3f16059f',
            'GraceEndDate=date 2024/02/03:22:33:07',
            'LastConsumptionReason=code 0x4004fc04',
            'SkuId=guid 3f4c0546-36c6-46a8-a37f-be13cdd0cf25',
            'ruleId=guid 379cccfb-d4e0-48fe-b0f2-0136097be147'
        ]);
    });

    it('with a rendered message and no strings: nothing is read out of the message', () => {
        const lines = read('otrf-security-datasets-spp.jsonl').trim().split('\n');
        const events = lines.map(line => JSON.parse(line) as { EventID: number; Level: string; Message: string });
        expect(events.filter(one => one.EventID === 8198).length).toBe(1);
        for (const { EventID, Level, Message } of events) {
            const decoded = decodeEvent(event(EventID, Number(Level), [], Message));
            expect([decoded.code, decoded.outcome, decoded.strings.length, decoded.meaning?.id]).toEqual([null, 'unknown', 0, EventID]);
        }
    });

    it('have the layouts of the message tables: a result comes first where the template begins with one', () => {
        const { events } = JSON.parse(read('message-templates.json')) as {
            events: ReadonlyArray<{ eventId: number; templates: ReadonlyArray<{ text: string }> }>;
        };
        const templates = new Map(events.map(one => [one.eventId, one.templates.map(template => template.text).join('\n')]));
        for (const { id, evidence, resultFirst } of eventMeanings) {
            expect(templates.has(id))
                .withContext(String(id))
                .toBe(evidence !== 'sample');
            const text = templates.get(id) ?? '';
            const packed = [12288, 12289, 12290].includes(id);
            const failure =
                /(?:failed|failure details|error code|Returned hr|Failed to deposit)[^%]*%1/i.test(text) && !/domain failed|failed to start/.test(text);
            expect(resultFirst)
                .withContext(`${id} ${text}`)
                .toBe(packed || failure);
        }
    });
});
