/** An answer file as text with places to change: what is added looks like what is there, and everything else stays byte for byte. */
import { XmlElement } from '../text/xml-elements';
import { ProcessorArchitecture, shellSetup } from './answer-file';

const unattendNamespace = 'urn:schemas-microsoft-com:unattend';

/** Windows Server has no 32-bit release since 2008 R2 (windows-server/get-started/upgrade-conversion-options, 2025-08-18). */
const serverArchitectures: readonly ProcessorArchitecture[] = ['amd64', 'arm64'];

interface Edit {
    readonly start: number;
    readonly end: number;
    readonly text: string;
}

/** Lines to add, indented by four spaces a level. @param prefix of the elements there, with its colon; empty for none */
type NewLines = (prefix: string) => readonly string[];

export function isUnattend(element: XmlElement, local: string): boolean {
    return element.local === local && element.namespace === unattendNamespace;
}

const attribute = (element: XmlElement, name: string): string => (element.attributes.get(name) ?? '').trim().toLowerCase();

const childrenNamed = (elements: readonly XmlElement[], local: string): XmlElement[] =>
    elements.flatMap(one => one.children).filter(child => isUnattend(child, local));

const ofArchitecture = (components: readonly XmlElement[], architecture: ProcessorArchitecture): XmlElement[] =>
    components.filter(one => attribute(one, 'processorArchitecture') === architecture);

const isBlank = (one: string): boolean => one === ' ' || one === '\t' || one === '\r' || one === '\n';

export class AnswerFileEdits {
    /** The pass's elements: usually one. */
    public readonly specialize: readonly XmlElement[];
    private readonly settings: readonly XmlElement[];
    private readonly edits: Edit[] = [];
    private readonly newLine: string;
    /** How much a child is indented more than its parent; null for a file that isn't written in lines. */
    private readonly unit: string | null;

    /** @param root the element `unattend` of the text */
    constructor(
        private readonly text: string,
        private readonly root: XmlElement
    ) {
        this.settings = childrenNamed([root], 'settings');
        this.specialize = this.settings.filter(one => attribute(one, 'pass') === 'specialize');
        this.newLine = /\r\n|\n|\r/.exec(text)?.[0] ?? '\r\n';
        this.unit = root.children.length > 0 ? this.indentOf(root.children[0]) : '    ';
    }

    /** The components that Windows reads the key from, by architecture. */
    public shellSetup(architecture: ProcessorArchitecture): readonly XmlElement[] {
        const named = childrenNamed(this.specialize, 'component').filter(one => attribute(one, 'name') === shellSetup.toLowerCase());
        return ofArchitecture(named, architecture);
    }

    /** What the file is for: the architectures of the pass, otherwise of the file, otherwise the usual one; empty for one without Windows Server. */
    public get architectures(): readonly ProcessorArchitecture[] {
        const [here, all] = [this.specialize, this.settings].map(of => childrenNamed(of, 'component'));
        const known = (components: readonly XmlElement[]): ProcessorArchitecture[] =>
            serverArchitectures.filter(one => ofArchitecture(components, one).length > 0);
        const found = known(here).length > 0 ? known(here) : known(all);
        return found.length > 0 || all.length > 0 ? found : ['amd64'];
    }

    /** The text with all changes. */
    public get changed(): string {
        const parts: string[] = [];
        let from = 0;
        for (const { start, end, text } of [...this.edits].sort((left, right) => left.start - right.start)) {
            parts.push(this.text.slice(from, start), text);
            from = end;
        }
        return [...parts, this.text.slice(from)].join('');
    }

    public contentOf({ start, end }: { readonly start: number; readonly end: number }): string {
        return this.text.slice(start, end);
    }

    public replace(start: number, end: number, text: string): void {
        this.edits.push({ start, end, text });
    }

    /** Gives an element without any content some. */
    public fill(element: XmlElement, content: string): void {
        if (!element.selfClosing) {
            this.replace(element.openEnd, element.closeStart, content);
            return;
        }
        // <a />: what stands before the slash goes with it.
        const slash = this.text.lastIndexOf('/', element.openEnd);
        this.replace(this.beforeBlanks(slash), element.openEnd, `>${content}</${prefixOf(element)}${element.local}>`);
    }

    /** Adds lines as the last child: below everything that is there, comments included. */
    public append(parent: XmlElement, lines: NewLines): void {
        const own = this.indentOf(parent) ?? '';
        const [first] = parent.children;
        const child = (first && this.indentOf(first)) ?? own + (this.unit ?? '');
        const added = this.written(lines(prefixOf(parent)), child);
        const end = this.unit === null ? '' : this.newLine + own;
        if (parent.selfClosing) {
            this.fill(parent, added + end);
            return;
        }
        const at = Math.max(parent.openEnd, this.beforeBlanks(parent.closeStart));
        const hasEnd = /[\r\n]/.test(this.text.slice(at, parent.closeStart));
        this.replace(at, at, added + (hasEnd ? '' : end));
    }

    /** Adds a pass below the last one. */
    public appendPass(lines: NewLines): void {
        const last = this.settings[this.settings.length - 1];
        if (last) {
            this.replace(last.end, last.end, this.written(lines(prefixOf(last)), this.indentOf(last) ?? ''));
        } else {
            this.append(this.root, lines);
        }
    }

    private written(lines: readonly string[], indent: string): string {
        const { unit } = this;
        if (unit === null) {
            return lines.map(line => line.trim()).join('');
        }
        return lines.map(line => this.newLine + indent + line.replace(/^(?: {4})+/, spaces => unit.repeat(spaces.length / 4))).join('');
    }

    /** Where the blanks that end at an offset begin. */
    private beforeBlanks(end: number): number {
        let at = end;
        while (at > 0 && isBlank(this.text[at - 1])) {
            at--;
        }
        return at;
    }

    /** The blanks before an element that begins its line; null for one that doesn't. */
    private indentOf({ start }: XmlElement): string | null {
        const indent = this.text.slice(this.beforeBlanks(start), start);
        const line = Math.max(indent.lastIndexOf('\n'), indent.lastIndexOf('\r'));
        return line < 0 ? null : indent.slice(line + 1);
    }
}

const prefixOf = ({ prefix }: XmlElement): string => (prefix === '' ? '' : `${prefix}:`);
