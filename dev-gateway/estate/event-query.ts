/**
 * Queries of event logs. Supports conditions of the published XPath subset (Consuming Events) on provider, id, time and record number, combined with `and`
 * and `or`. Rejects everything else, because returning other events than Windows would is worse than an error.
 */
import { WindowsError } from '../windows-call';
import { LogFilter, LogRecord } from './event-log';
import { notSimulated } from './failures';

type Test = (record: LogRecord) => boolean;

/** One or more conditions, with the limits that they set for matches. */
interface Condition {
    readonly since: number;
    readonly before: number;
    readonly matches: Test;
}

/** "The XPath is limited to 32 expressions" (QueryType). */
const maxExpressions = 32;
const unbounded = { since: -Infinity, before: Infinity };

function invalidQuery(language: 'en' | 'de'): WindowsError {
    return new WindowsError({
        message: language === 'en' ? 'The specified query is invalid' : 'Die angegebene Abfrage ist ung\u00fcltig',
        errorId: 'System.Diagnostics.Eventing.Reader.EventLogException',
        category: 'NotSpecified',
        exceptionType: 'System.Diagnostics.Eventing.Reader.EventLogException',
        hresult: -2147009895,
        terminating: true
    });
}

const pieces =
    /\s*(?:(\(|\)|\band\b|\bor\b)|Provider\[@Name='([^'\]]*)'\]|EventID\s*=\s*(\d+)|EventRecordID\s*<\s*(\d+)|TimeCreated\[@SystemTime\s*>=\s*'([0-9T:.-]+Z)'\])/y;

class Reader {
    private position = 0;
    private expressions = 0;

    constructor(
        private readonly text: string,
        private readonly language: 'en' | 'de'
    ) {}

    public read(): Condition {
        const condition = this.either();
        if (this.position < this.text.trimEnd().length) {
            throw this.refused();
        }
        return condition;
    }

    private refused(): WindowsError {
        return notSimulated(`the event query at "${this.text.slice(this.position, this.position + 40)}"`);
    }

    /** The next token, without consuming it. */
    private next(): RegExpExecArray | null {
        pieces.lastIndex = this.position;
        return pieces.exec(this.text);
    }

    private takes(word: string): boolean {
        const piece = this.next();
        if (piece?.[1] !== word) {
            return false;
        }
        this.position += piece[0].length;
        return true;
    }

    private either(): Condition {
        const conditions = [this.all()];
        while (this.takes('or')) {
            conditions.push(this.all());
        }
        return conditions.length === 1
            ? conditions[0]
            : {
                  since: Math.min(...conditions.map(one => one.since)),
                  before: Math.max(...conditions.map(one => one.before)),
                  matches: record => conditions.some(one => one.matches(record))
              };
    }

    private all(): Condition {
        const conditions = [this.one()];
        while (this.takes('and')) {
            conditions.push(this.one());
        }
        return {
            since: Math.max(...conditions.map(one => one.since)),
            before: Math.min(...conditions.map(one => one.before)),
            matches: record => conditions.every(one => one.matches(record))
        };
    }

    private one(): Condition {
        if (this.takes('(')) {
            const inner = this.either();
            if (!this.takes(')')) {
                throw this.refused();
            }
            return inner;
        }
        const piece = this.next();
        if (!piece || piece[1]) {
            throw this.refused();
        }
        this.expressions++;
        if (this.expressions > maxExpressions) {
            throw invalidQuery(this.language);
        }
        this.position += piece[0].length;
        const [, , provider, id, before, since] = piece;
        if (provider !== undefined) {
            return { ...unbounded, matches: record => record.event.provider === provider };
        }
        if (id !== undefined) {
            return { ...unbounded, matches: record => record.event.id === Number(id) };
        }
        if (before !== undefined) {
            return { ...unbounded, before: Number(before), matches: record => record.recordId < Number(before) };
        }
        const time = Date.parse(since);
        if (Number.isNaN(time)) {
            throw invalidQuery(this.language);
        }
        return { ...unbounded, since: time, matches: record => record.event.time >= time };
    }
}

/** Parses a selection such as `*[System[EventID=12310]]`. @throws WindowsError for text that Windows or the estate rejects */
export function readSelection(text: string, language: 'en' | 'de'): LogFilter {
    const inner = /^\s*\*\[System\[([\s\S]*)\]\]\s*$/.exec(text);
    if (!inner) {
        throw notSimulated(`the event query "${text.slice(0, 40)}"`);
    }
    return new Reader(inner[1], language).read();
}

const unescape = (text: string): string => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');

/** Parses a query list with one query of one log; its selections are combined. @throws WindowsError for text that Windows or the estate rejects */
export function readQueryList(xml: string, language: 'en' | 'de'): { readonly log: string; readonly filter: LogFilter } {
    const query = /^<QueryList>\s*<Query Id="\d+" Path="([^"<>&]+)">((?:\s*<Select Path="[^"<>&]+">[^<]*<\/Select>)+)\s*<\/Query>\s*<\/QueryList>$/.exec(xml);
    const selections = [...(query?.[2] ?? '').matchAll(/<Select Path="([^"]+)">([^<]*)<\/Select>/g)];
    if (!query || selections.some(one => one[1] !== query[1])) {
        throw notSimulated('a query list of another form than one query of one log');
    }
    const filters = selections.map(one => readSelection(unescape(one[2]), language));
    return {
        log: query[1],
        filter: {
            since: Math.min(...filters.map(one => one.since)),
            before: Math.max(...filters.map(one => one.before)),
            matches: record => filters.some(one => one.matches(record))
        }
    };
}
