/** An extension with only what a package requires, so that specs need no built bundle. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { buildManifest } from '../../../build/manifest';
import { text } from '../../../build/package/archive';
import { root, version } from '../../../build/project';
import { manifestStrings } from '../../../build/strings';

export const moduleFile = (extension: string): string => `ux/powershell-module/community.avma/community.avma.${extension}`;

/** A small version of the result of `payload`. */
export function smallExtension(): Map<string, Uint8Array> {
    const manifest = buildManifest(readFileSync(join(root, 'manifest.json'), 'utf8'), { default: manifestStrings('') });
    const files: Readonly<Record<string, string>> = {
        'ux/index.html':
            '<!doctype html><html><head><base href="/"><link rel="stylesheet" href="styles.css"></head><body><script src="main.js" type="module"></script></body></html>',
        'ux/main.js': 'const script = "##Get-AvmaHost##:Get-AvmaHost.ps1";',
        'ux/styles.css': 'body { margin: 0 }',
        'ux/assets/strings/strings.json': '{}',
        'ux/manifest.json': JSON.stringify({ ...manifest, CoreVersion: '5.0.0', BackendVersion: '2.0.0' }),
        [moduleFile('psd1')]: `@{\n    ModuleVersion = '${version()}'\n    FunctionsToExport = @(\n        'Get-AvmaHost'\n    )\n}\n`,
        [moduleFile('psm1')]: 'function Get-AvmaHost {\n}\n',
        'README.md': '# AVMA',
        LICENSE: 'MIT License\n\nCopyright (c) 2026 The AVMA contributors\n',
        'icon.png': 'no picture'
    };
    return new Map(Object.entries(files).map(([place, content]) => [place, text(content)]));
}

/** A package with changed, removed or added files, zipped by a third party. */
export class TamperedPackage {
    private readonly files: Record<string, Uint8Array>;

    constructor(bytes: Uint8Array) {
        this.files = unzipSync(bytes);
    }

    public remove(place: string): void {
        if (!this.files[place]) {
            throw new Error(`There is no ${place}.`);
        }
        delete this.files[place];
    }

    public add(place: string, content = 'more'): void {
        this.files[place] = text(content);
    }

    /** Changes a text, which must exist. */
    public edit(place: string, from: string | RegExp, to: string): void {
        const before = Buffer.from(this.files[place] ?? '').toString('utf8');
        const after = before.replace(from, to);
        if (after === before) {
            throw new Error(`${place} has no ${String(from)}.`);
        }
        this.add(place, after);
    }

    public zipped(): Uint8Array {
        return zipSync(this.files, { level: 1 });
    }
}
