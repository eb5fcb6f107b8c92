/**
 * Reads XML into elements that know where they are in the text, for changes that leave everything else as it is. Stricter than most parsers where a file could
 * do harm: no document types, and so no entities but the five of XML. One pass, so time grows with the length only.
 */

/** One character per byte or code unit also does, as long as markup is ASCII: names may have any character from 0x80 on. */
const nameForm = /[A-Za-z_:\x80-\uffff][\w:.\-\x80-\uffff]*/y;
const attributeForm = /\s+([A-Za-z_:\x80-\uffff][\w:.\-\x80-\uffff]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const tagEnd = /\s*(\/?)>/y;
/** As one character, or as the three bytes of UTF-8. */
const byteOrderMark = /\ufeff|\xef\xbb\xbf/y;
const declarationForm = /<\?xml\s[^<>]*?\?>/y;
const instructionForm = /<\?(?!xml[\s?])[A-Za-z_]/iy;
const reference = /&(?:amp|lt|gt|quot|apos|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));/g;
// eslint-disable-next-line no-control-regex -- they are what XML forbids
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

/** Far above what files that people write have; they keep time and memory near those of the text. */
const maxDepth = 100;
const maxNamespaces = 100;
const maxElements = 20_000;
const named: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };

/** A run of characters directly in an element. Offsets of `cdata` are those of its content. */
interface XmlSegment {
    readonly kind: 'text' | 'cdata' | 'comment';
    readonly start: number;
    readonly end: number;
}

/** An element with its offsets in the text: `[start, openEnd)` is its start tag, `[closeStart, end)` its end tag, which is empty for `<a/>`. */
export interface XmlElement {
    readonly prefix: string;
    readonly local: string;
    /** The namespace's name; empty for none. */
    readonly namespace: string;
    /** By the name as it is written. Values without references. */
    readonly attributes: ReadonlyMap<string, string>;
    readonly start: number;
    readonly openEnd: number;
    readonly closeStart: number;
    readonly end: number;
    readonly selfClosing: boolean;
    readonly children: readonly XmlElement[];
    readonly segments: readonly XmlSegment[];
}

/**
 * `doctype`: it has a document type, which is refused. `malformed`: it is no well-formed XML, first at `offset`. `tooMuch`: it has more elements or namespaces, or is
 * nested deeper, than is read.
 */
type XmlFailure = 'doctype' | 'malformed' | 'tooMuch';

export interface XmlReading {
    readonly root: XmlElement | null;
    readonly failure: XmlFailure | null;
    /** Where reading ended; the text's length if all of it was read. */
    readonly offset: number;
}

const none: ReadonlyMap<string, string> = new Map();

interface OpenElement extends XmlElement {
    readonly name: string;
    readonly namespaces: ReadonlyMap<string, string>;
    closeStart: number;
    end: number;
    readonly children: XmlElement[];
    readonly segments: XmlSegment[];
}

class XmlProblem extends Error {
    constructor(
        public readonly failure: XmlFailure,
        public readonly offset: number
    ) {
        super(failure);
    }
}

class XmlReader {
    private at = 0;
    private count = 0;
    private root: OpenElement | null = null;
    private readonly open: OpenElement[] = [];

    constructor(private readonly text: string) {}

    /** @throws XmlProblem */
    public read(): XmlElement {
        const control = forbidden.exec(this.text);
        if (control) {
            throw new XmlProblem('malformed', control.index);
        }
        this.match(byteOrderMark);
        this.match(declarationForm);
        while (this.at < this.text.length) {
            if (this.text[this.at] === '<') {
                this.markup();
            } else {
                this.characters();
            }
        }
        if (!this.root || this.open.length > 0) {
            throw this.malformed();
        }
        return this.root;
    }

    private malformed(offset = this.at): XmlProblem {
        return new XmlProblem('malformed', offset);
    }

    /** Moves on if the form is next. */
    private match(form: RegExp): RegExpExecArray | null {
        form.lastIndex = this.at;
        const found = form.exec(this.text);
        this.at += found ? found[0].length : 0;
        return found;
    }

    /** Moves behind the next `end`. @returns the offset where `end` begins */
    private skipTo(end: string, from: number): number {
        const found = this.text.indexOf(end, from);
        if (found < 0) {
            throw this.malformed();
        }
        this.at = found + end.length;
        return found;
    }

    private markup(): void {
        const { text, at } = this;
        const inside = this.open[this.open.length - 1];
        if (text.startsWith('<!--', at)) {
            const end = this.skipTo('-->', at + 4);
            // "--" isn't allowed in a comment.
            const dashes = text.indexOf('--', at + 4);
            if (dashes < end) {
                throw this.malformed(dashes);
            }
            inside?.segments.push({ kind: 'comment', start: at, end: this.at });
        } else if (text.startsWith('<![CDATA[', at) && inside) {
            const end = this.skipTo(']]>', at + 9);
            inside.segments.push({ kind: 'cdata', start: at + 9, end });
        } else if (text.startsWith('<!DOCTYPE', at)) {
            throw new XmlProblem('doctype', at);
        } else if (text.startsWith('</', at)) {
            this.endTag();
        } else if (this.match(instructionForm)) {
            this.skipTo('?>', this.at);
        } else {
            this.startTag();
        }
    }

    private characters(): void {
        const start = this.at;
        const next = this.text.indexOf('<', start);
        this.at = next < 0 ? this.text.length : next;
        const found = this.text.slice(start, this.at);
        const inside = this.open[this.open.length - 1];
        if (inside) {
            this.plain(found, start);
            inside.segments.push({ kind: 'text', start, end: this.at });
        } else if (/[^ \t\r\n]/.test(found)) {
            throw this.malformed(start);
        }
    }

    /** The text without references. @throws XmlProblem for a reference to anything but a character */
    private plain(written: string, offset: number): string {
        if (written.includes(']]>') || written.replace(reference, '').includes('&')) {
            throw this.malformed(offset);
        }
        return written.replace(reference, (whole, decimal?: string, hex?: string) => {
            const code = decimal ? parseInt(decimal, 10) : parseInt(hex ?? '', 16);
            return named[whole] ?? (code <= 0x10ffff ? String.fromCodePoint(code) : ' ');
        });
    }

    private startTag(): void {
        const start = this.at;
        this.at++;
        const name = this.match(nameForm)?.[0];
        const parent = this.open[this.open.length - 1];
        if (name === undefined || (!parent && this.root)) {
            throw this.malformed(start);
        }
        this.count++;
        if (this.open.length >= maxDepth || this.count > maxElements) {
            throw new XmlProblem('tooMuch', start);
        }
        const attributes = this.attributes(start);
        const end = this.match(tagEnd);
        if (!end) {
            throw this.malformed();
        }
        const namespaces = declared(parent?.namespaces ?? none, attributes);
        const colon = name.indexOf(':');
        const [prefix, local] = [name.slice(0, Math.max(colon, 0)), name.slice(colon + 1)];
        const namespace = prefix === 'xml' ? 'xml' : namespaces.get(prefix);
        if (namespaces.size > maxNamespaces) {
            throw new XmlProblem('tooMuch', start);
        }
        if (namespace === undefined && prefix !== '') {
            throw this.malformed(start);
        }
        const element: OpenElement = {
            start,
            openEnd: this.at,
            closeStart: this.at,
            end: this.at,
            name,
            prefix,
            local,
            namespace: namespace ?? '',
            namespaces,
            attributes,
            selfClosing: end[1] !== '',
            children: [],
            segments: []
        };
        parent?.children.push(element);
        this.root ??= element;
        if (!element.selfClosing) {
            this.open.push(element);
        }
    }

    private attributes(start: number): ReadonlyMap<string, string> {
        let read: Map<string, string> | null = null;
        for (let found = this.match(attributeForm); found; found = this.match(attributeForm)) {
            read ??= new Map();
            if (read.has(found[1])) {
                throw this.malformed(start);
            }
            read.set(found[1], this.plain(found[2] ?? found[3] ?? '', start));
        }
        // One for all that have none: a map each would cost more than the rest of an element.
        return read ?? none;
    }

    private endTag(): void {
        const start = this.at;
        this.at += 2;
        const name = this.match(nameForm)?.[0];
        const end = this.match(tagEnd);
        const element = this.open.pop();
        if (!element || name !== element.name || !end || end[1] !== '') {
            throw this.malformed(start);
        }
        element.closeStart = start;
        element.end = this.at;
    }
}

function declared(outer: ReadonlyMap<string, string>, attributes: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    let all: Map<string, string> | null = null;
    for (const [name, value] of attributes) {
        if (name === 'xmlns' || name.startsWith('xmlns:')) {
            all ??= new Map(outer);
            all.set(name.slice('xmlns:'.length), value);
        }
    }
    return all ?? outer;
}

/** Reads a text. Never throws. */
export function readXml(text: string): XmlReading {
    try {
        return { root: new XmlReader(text).read(), failure: null, offset: text.length };
    } catch (problem) {
        if (problem instanceof XmlProblem) {
            return { root: null, failure: problem.failure, offset: problem.offset };
        }
        throw problem;
    }
}
