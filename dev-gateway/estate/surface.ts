/** The CIM classes that Microsoft publishes (windows-surface). The estate returns and accepts nothing else. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PublishedProperty {
    readonly name: string;
    readonly cimType: string;
    readonly array: boolean;
    readonly key?: boolean;
    /** False if no page documents the property, which then doesn't exist on every system. */
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
    /** The oldest server on the class's page, such as "Windows Server 2016". */
    readonly documentedSince?: string;
    readonly properties: readonly PublishedProperty[];
    readonly methods?: readonly PublishedMethod[];
}

const root = join(__dirname, '../../windows-surface/cim');
const cache = new Map<string, PublishedClass | null>();

/** Normalizes a namespace: "ROOT\Virtualization\V2" equals "root/virtualization/v2". */
export function namespaceName(text: string): string {
    return text
        .replace(/\\/g, '/')
        .replace(/^\/+|\/+$/g, '')
        .toLowerCase();
}

const namespaces = new Map(['root/cimv2', 'root/virtualization/v2', 'root/MSCluster'].map(name => [name.toLowerCase(), name]));

/** The published spelling of a namespace; null if it isn't published. */
export function publishedNamespace(name: string): string | null {
    return namespaces.get(namespaceName(name)) ?? null;
}

/** A published class by name, case-insensitively; null if it isn't published. */
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
