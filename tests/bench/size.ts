/** Compares the tool's transfer size with the SDK's empty tool, both built here by the same builder with the same options. */
import { join } from 'node:path';
import { generate } from '../../build/generate';
import { root } from '../../build/project';
import { angularBuild } from './angular-build';
import { BundleWeight, origins, weigh } from './bundle-weight';
import { createEmptyTool } from './empty-tool';

/** The claim: in every language, opening the tool transfers at most this multiple of the empty tool's size. */
const most = 1.2;
const shownOrigins = 16;

const folder = join(root, 'dist/bench-size');
const kilo = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
const line = (...cells: readonly string[]): void => console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(44) : cell.padStart(12))).join(''));

/** @returns the ratio */
function compare(what: string, ours: number, empty: number): number {
    line(what, kilo(ours), kilo(empty), (ours / empty).toFixed(3));
    return ours / empty;
}

function print(ours: BundleWeight, empty: BundleWeight): number[] {
    line('after gzip', 'tool', 'empty tool', 'ratio');
    const heaviest = [...ours.firstPage.keys()].reduce((one, other) => {
        const ratio = (language: string): number => (ours.firstPage.get(language) ?? NaN) / (empty.firstPage.get(language) ?? NaN);
        return ratio(other) > ratio(one) ? other : one;
    });
    const weightOf = ({ firstPage }: BundleWeight, language: string): number => firstPage.get(language) ?? NaN;
    const claimed = [
        compare('page, scripts and styles of the first page', ours.code, empty.code),
        compare('with its texts', weightOf(ours, ''), weightOf(empty, '')),
        compare(`with its texts in ${heaviest || 'the default language'}, the heaviest`, weightOf(ours, heaviest), weightOf(empty, heaviest)),
        compare('all pages, scripts and styles', ours.allCode, empty.allCode)
    ];
    compare('the whole bundle: all languages, licenses', ours.all, empty.all);
    return claimed;
}

export async function size(): Promise<boolean> {
    generate();
    createEmptyTool();
    console.log('Building the tool, then the empty tool (a minute each) ...');
    await angularBuild('production,size');
    await angularBuild('production,empty-tool');
    const [tool, emptyTool] = [join(folder, 'tool'), join(folder, 'empty-tool')];
    const ours = weigh(tool);
    const claimed = print(ours, weigh(emptyTool));
    console.log('\nWhat the first page loads:');
    ours.files.forEach(([place, bytes]) => line(`  ${place}`, kilo(bytes)));
    console.log('\nWhat is in the scripts, before they are minified:');
    origins(tool)
        .slice(0, shownOrigins)
        .forEach(([origin, bytes]) => line(`  ${origin}`, kilo(bytes)));
    const greatest = Math.max(...claimed);
    console.log(`\nat most ${greatest.toFixed(3)} times the empty tool (at most ${most})`);
    return greatest <= most;
}
