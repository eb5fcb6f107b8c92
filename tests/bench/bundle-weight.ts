/** The transfer size of a built bundle, and the origins of its script. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readFolder } from '../../build/package/payload';

/** Bytes after gzip. */
export interface BundleWeight {
    /** Page, scripts and styles that load before anything is visible. */
    readonly code: number;
    /** `code` plus the texts of one language, which is everything that the first page needs. By language; empty for the default language. */
    readonly firstPage: ReadonlyMap<string, number>;
    /** All pages, scripts and stylesheets of the bundle, including those loaded later. */
    readonly allCode: number;
    /** All files: all languages and licenses. */
    readonly all: number;
    /** The files that the first page needs, including the default language's texts, largest first. */
    readonly files: ReadonlyArray<readonly [string, number]>;
}

const texts = /^assets\/strings\/(?:([\w-]+)\/)?strings\.json$/;

export function weigh(bundle: string): BundleWeight {
    const files = [...readFolder(bundle)].filter(([place]) => place !== 'stats.json');
    const weights = new Map(files.map(([place, bytes]) => [place, gzipSync(bytes).length]));
    const page = readFileSync(join(bundle, 'index.html'), 'utf8');
    const loaded = ['index.html', ...[...page.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, file]) => file)];
    const sum = (places: readonly string[]): number => places.reduce((total, place) => total + (weights.get(place) ?? NaN), 0);
    const code = sum(loaded);
    const languages = [...weights.keys()].flatMap(place => {
        const match = texts.exec(place);
        return match ? [[match[1] ?? '', place] as const] : [];
    });
    const first = [...loaded, 'assets/strings/strings.json'].map(place => [place, weights.get(place) ?? NaN] as const);
    return {
        code,
        firstPage: new Map(languages.map(([language, place]) => [language, code + sum([place])])),
        allCode: sum([...weights.keys()].filter(place => /\.(js|css|html)$/.test(place))),
        all: sum([...weights.keys()]),
        files: [...first].sort(([, one], [, other]) => other - one)
    };
}

interface StatsModule {
    readonly name: string;
    readonly size: number;
    /** The modules that were merged into this one. */
    readonly modules?: readonly StatsModule[];
}

/** The folder of a module: a package, a part of the SDK, or one of our folders. */
function originOf(name: string): string {
    const path = name
        .replace(/^.*!/, '')
        .replace(/ \+ \d+ modules$/, '')
        .replace(/\?.*$/, '');
    const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)(?:\/([^/]+))?/.exec(path);
    if (inPackage) {
        return inPackage[1].startsWith('@microsoft/windows') ? `the SDK's ${inPackage[2]}` : inPackage[1];
    }
    return /^\.\/(src\/app\/[^/]+|[^/]+\/[^/]+)\//.exec(path)?.[1] ?? 'other';
}

/**
 * Bytes of source code in the scripts before minification, by origin, largest first.
 * @param bundle built with stats.json
 */
export function origins(bundle: string): ReadonlyArray<readonly [string, number]> {
    const { chunks } = JSON.parse(readFileSync(join(bundle, 'stats.json'), 'utf8')) as { chunks: ReadonlyArray<{ readonly modules: readonly StatsModule[] }> };
    const sizes = new Map<string, number>();
    const add = ({ name, size, modules = [] }: StatsModule): void => {
        if (modules.length > 0) {
            modules.forEach(add);
        } else if (/\.[mc]?[jt]s$/.test(name)) {
            sizes.set(originOf(name), (sizes.get(originOf(name)) ?? 0) + size);
        }
    };
    chunks.forEach(chunk => chunk.modules.forEach(add));
    return [...sizes].sort(([, one], [, other]) => other - one);
}
