/**
 * Puts a key into an answer file that exists. Windows takes the key of the pass specialize from the component Microsoft-Windows-Shell-Setup, setting ProductKey, a
 * string of 29 characters that may not be empty (windows-hardware/customize/desktop/unattend/microsoft-windows-shell-setup-productkey). The component that is there is
 * used, and every other byte stays as it is.
 */
import { readXml, XmlElement } from '../text/xml-elements';
import { readXmlFile } from '../text/xml-file';
import { answerFileComponent, answerFileKey, isProductKey, ProcessorArchitecture } from './answer-file';
import { AnswerFileEdits, isUnattend } from './answer-file-edits';
import { lastFive } from '../versions/keys';

/** Why a file isn't changed. Texts are resources. `unreadable` is the browser's: the file is gone, or was changed since it was chosen. */
export const mergeRefusals = [
    'unreadable',
    'empty',
    'tooLarge',
    'encoding',
    'doctype',
    'notXml',
    'notAnswerFile',
    'noServerArchitecture',
    'keyUnclear'
] as const;
type MergeRefusal = (typeof mergeRefusals)[number];

/** What was done for one processor architecture. */
export interface MergedPlace {
    readonly architecture: ProcessorArchitecture;
    /** `unchanged`: this very key was there. `newComponent`: the pass had no such component. */
    readonly change: 'unchanged' | 'replaced' | 'added' | 'newComponent';
    /** Of the key that was replaced; empty if there was none. */
    readonly formerLastFive: string;
}

export interface MergedAnswerFile<Content> {
    /** The changed file; null if it was refused. */
    readonly content: Content | null;
    readonly places: readonly MergedPlace[];
    readonly refusal: MergeRefusal | null;
    /** The line at which it stops being XML, from 1; null for other refusals. */
    readonly line: number | null;
}

/** More than any answer file has, scripts in it included. Bytes, or characters of a pasted text. */
export const maxAnswerFileSize = 1024 * 1024;

const refused = (refusal: MergeRefusal, line: number | null = null): MergedAnswerFile<never> => ({ content: null, places: [], refusal, line });

const architectures: readonly ProcessorArchitecture[] = ['amd64', 'arm64'];

/** What the setting has now: its value, and where that stands; null if that isn't clear. */
function valueOf(element: XmlElement, file: AnswerFileEdits): { readonly value: string; readonly start: number; readonly end: number } | null {
    const values = element.segments.filter(one => one.kind !== 'comment');
    const written = values.filter(one => file.contentOf(one).trim() !== '');
    if (element.children.length > 0 || written.length > 1) {
        return null;
    }
    const [one = { start: element.openEnd, end: element.openEnd }] = written.length === 1 || values.length !== 1 ? written : values;
    return { value: file.contentOf(one).trim(), start: one.start, end: one.end };
}

/** Puts the key into the components of one architecture; null if it isn't clear where it belongs. */
function intoComponents(components: readonly XmlElement[], key: string, file: AnswerFileEdits): Omit<MergedPlace, 'architecture'> | null {
    const keys = components.flatMap(one => one.children).filter(child => isUnattend(child, 'ProductKey'));
    const [setting] = keys;
    if (!setting) {
        file.append(components[0], prefix => [answerFileKey(key, prefix)]);
        return { change: 'added', formerLastFive: '' };
    }
    const found = valueOf(setting, file);
    if (keys.length > 1 || !found) {
        return null;
    }
    if (found.value === key) {
        return { change: 'unchanged', formerLastFive: '' };
    }
    if (setting.selfClosing) {
        file.fill(setting, key);
    } else {
        file.replace(found.start, found.end, key);
    }
    return { change: found.value === '' ? 'added' : 'replaced', formerLastFive: isProductKey(found.value.toUpperCase()) ? lastFive(found.value) : '' };
}

function intoNewComponents(key: string, file: AnswerFileEdits): MergedPlace[] {
    const component = (prefix: string): string[] => file.architectures.flatMap(one => answerFileComponent(key, one, prefix));
    const [pass] = file.specialize;
    if (pass) {
        file.append(pass, component);
    } else {
        file.appendPass(prefix => [`<${prefix}settings pass="specialize">`, ...component(prefix).map(line => `    ${line}`), `</${prefix}settings>`]);
    }
    return file.architectures.map(architecture => ({ architecture, change: 'newComponent', formerLastFive: '' }));
}

/** The changed text and what was done, or why it wasn't. */
function merged(text: string, key: string): MergedAnswerFile<string> {
    if (!isProductKey(key)) {
        throw new Error('Not a product key.');
    }
    const { root, failure, offset } = readXml(text);
    if (!root) {
        return failure === 'malformed'
            ? refused('notXml', text.slice(0, offset).split(/\r\n|\r|\n/).length)
            : refused(failure === 'doctype' ? 'doctype' : 'tooLarge');
    }
    if (!isUnattend(root, 'unattend')) {
        return refused('notAnswerFile');
    }
    const file = new AnswerFileEdits(text, root);
    const there = architectures.flatMap(architecture => {
        const components = file.shellSetup(architecture);
        return components.length > 0 ? [{ architecture, done: intoComponents(components, key, file) }] : [];
    });
    const places = there.flatMap(({ architecture, done }) => (done ? [{ architecture, ...done }] : []));
    if (places.length < there.length) {
        return refused('keyUnclear');
    }
    const all = places.length > 0 ? places : intoNewComponents(key, file);
    return all.length === 0 ? refused('noServerArchitecture') : { content: file.changed, places: all, refusal: null, line: null };
}

/**
 * Puts a key into a pasted answer file.
 * @throws Error for a text that is no product key
 */
export function mergeIntoText(pasted: string, key: string): MergedAnswerFile<string> {
    const text = pasted.trimStart();
    if (text === '') {
        return refused('empty');
    }
    return text.length > maxAnswerFileSize ? refused('tooLarge') : merged(text, key);
}

/**
 * Puts a key into an answer file's bytes, in its own encoding.
 * @throws Error for a text that is no product key
 */
export function mergeIntoFile(bytes: Uint8Array, key: string): MergedAnswerFile<Uint8Array> {
    if (bytes.length === 0 || bytes.length > maxAnswerFileSize) {
        return refused(bytes.length === 0 ? 'empty' : 'tooLarge');
    }
    const file = readXmlFile(bytes);
    if (!file) {
        return refused('encoding');
    }
    const { content, ...rest } = merged(file.text, key);
    return { ...rest, content: content === null ? null : file.write(content) };
}
