/**
 * npm run mutate [-- --list] [-- --area NAME] [-- --seed NUMBER]: draws 40 places of the sources, breaks one at a time, and runs the nearest specs without a browser
 * window. Ends with exit code 1 where fewer than nine of ten are caught. No file of the repository is changed.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../build/project';
import { Area, areas, committedSeed, draw } from './draw';
import { allSpecsOfTool, specsOfScript, specsOfTool } from './nearest-specs';
import { broken, Place, shownChange } from './places';
import { ScriptSpecs } from './script-specs';
import { SpecPage } from './spec-page';

/** How many of the places must be caught. */
const leastShare = 0.9;

/** The first spec that fails, null where none does. */
type Check = (place: Place, text: string) => Promise<string | null>;

const absolute = (files: readonly string[]): string[] => files.map(file => join(root, file));

/** @param unfit specs that fail without a change: some need what only the builder of Angular gives them */
async function byPage(page: SpecPage, unfit: ReadonlySet<string>, place: Place, text: string): Promise<string | null> {
    const { near, others } = specsOfTool(place.file);
    for (const specs of [near, others].filter(list => list.length > 0)) {
        const { failures } = await page.run(absolute(specs), { file: place.file, text: broken(text, place) });
        const caught = failures.find(name => !unfit.has(name));
        if (caught !== undefined) {
            return caught;
        }
    }
    return null;
}

function byScripts(specs: ScriptSpecs, place: Place, text: string): Promise<string | null> {
    return specs.failing(specsOfScript(place.file), { file: place.file, was: text, text: broken(text, place) });
}

const cell = (text: string): string => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ').slice(0, 140);

async function checkArea(area: Area, seed: number, check: Check, lines: string[]): Promise<{ readonly caught: number; readonly all: number }> {
    const { places, equivalent, total } = draw(area, seed);
    lines.push('', `### ${area.name}: ${places.length} of ${total} places`, '', '| place | change | caught by |', '| --- | --- | --- |');
    let caught = 0;
    for (const place of places) {
        const text = readFileSync(join(root, place.file), 'utf8');
        const by = await check(place, text);
        caught += by === null ? 0 : 1;
        const { was, is } = shownChange(text, place);
        lines.push(`| ${place.file}:${place.line} | ${place.kind}: \`${cell(was)}\` → \`${cell(is)}\` | ${by === null ? '**nobody**' : cell(by)} |`);
        console.log(lines[lines.length - 1]);
    }
    equivalent.forEach(({ place, why }) => lines.push('', `Redrawn: ${place.file}:${place.line}, ${why}`));
    return { caught, all: places.length };
}

function list(chosen: readonly Area[], seed: number): void {
    for (const area of chosen) {
        for (const place of draw(area, seed).places) {
            const { was, is } = shownChange(readFileSync(join(root, place.file), 'utf8'), place);
            console.log(`${place.file}:${place.line}  ${place.kind}\n    ${was}\n    ${is}`);
        }
    }
}

async function main(args: readonly string[]): Promise<void> {
    const option = (wanted: string): string | null => (args.includes(wanted) ? (args[args.indexOf(wanted) + 1] ?? '') : null);
    const name = option('--area');
    const seed = Number(option('--seed') ?? committedSeed);
    if (!Number.isSafeInteger(seed)) {
        throw new Error('--seed takes a whole number.');
    }
    const chosen = areas.filter(area => name === null || area.name === name);
    if (chosen.length === 0) {
        throw new Error(`There is no area "${name}". There are: ${areas.map(area => area.name).join(', ')}`);
    }
    if (args.includes('--list')) {
        list(chosen, seed);
        return;
    }
    const { generate } = await import('../../build/generate');
    generate();
    const lines: string[] = [];
    const counts: Array<{ caught: number; all: number }> = [];
    for (const area of chosen) {
        if (area.name === 'scripts') {
            const specs = ScriptSpecs.copy();
            try {
                counts.push(await checkArea(area, seed, (place, text) => byScripts(specs, place, text), lines));
            } finally {
                specs.close();
            }
        } else {
            const page = await SpecPage.open();
            try {
                const unfit = new Set((await page.run(absolute(allSpecsOfTool()), null)).failures);
                counts.push(await checkArea(area, seed, (place, text) => byPage(page, unfit, place, text), lines));
            } finally {
                await page.close();
            }
        }
    }
    const caught = counts.reduce((sum, one) => sum + one.caught, 0);
    const all = counts.reduce((sum, one) => sum + one.all, 0);
    lines.push('', `${caught} of ${all} caught`);
    console.log(lines[lines.length - 1]);
    mkdirSync(join(root, '.artifacts'), { recursive: true });
    writeFileSync(join(root, '.artifacts/mutation.md'), `${lines.join('\n').trim()}\n`);
    process.exitCode = caught >= Math.ceil(all * leastShare) ? 0 : 1;
}

main(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 2;
});
