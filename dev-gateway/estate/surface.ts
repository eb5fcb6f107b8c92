/** What Microsoft publishes about CIM classes (windows-surface). The estate can neither answer nor accept anything else. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PublishedProperty {
    readonly name: string;
    readonly cimType: string;
    readonly array: boolean;
    readonly key?: boolean;
    /** False where no page shows the property: not every system has it. */
    readonly documented?: boolean;
    readonly values?: Readonly<Record<string, string>>;
}

export interface PublishedMethod {
    readonly name: string;
    readonly parameters?: ReadonlyArray<{ readonly name: string; readonly direction: string; readonly cimType: string; readonly array: boolean }>;
    readonly returnValues?: Readonly<Record<string, string>>;
}

export interface PublishedClass {
    readonly class: string;
    readonly namespace: string;
    readonly derivedFrom?: string;
    /** "Windows Server 2016": the oldest server on the class's page. */
    readonly documentedSince?: string;
    readonly properties: readonly PublishedProperty[];
    readonly methods?: readonly PublishedMethod[];
}

const root = join(__dirname, '../../windows-surface/cim');
const cache = new Map<string, PublishedClass | null>();

/** "ROOT\Virtualization\V2" and "root/virtualization/v2" are the same namespace. */
export function namespaceName(text: string): string {
    return text
        .replace(/\\/g, '/')
        .replace(/^\/+|\/+$/g, '')
        .toLowerCase();
}

const namespaces = new Map(['root/cimv2', 'root/virtualization/v2', 'root/MSCluster'].map(name => [name.toLowerCase(), name]));

/** The published spelling of a namespace, or null where none is published. */
export function publishedNamespace(name: string): string | null {
    return namespaces.get(namespaceName(name)) ?? null;
}

/** A published class by its name in any letter case, or null. */
export function publishedClass(namespace: string, name: string): PublishedClass | null {
    const folder = publishedNamespace(namespace);
    const id = `${folder ?? ''}:${name.toLowerCase()}`;
    if (!cache.has(id)) {
        const file =
            folder && existsSync(join(root, folder))
                ? readdirSync(join(root, folder)).find(one => one.toLowerCase() === `${name.toLowerCase()}.json`)
                : undefined;
        cache.set(id, folder && file ? (JSON.parse(readFileSync(join(root, folder, file), 'utf8')) as PublishedClass) : null);
    }
    return cache.get(id) ?? null;
}
