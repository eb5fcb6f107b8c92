/** Draws places with a fixed seed: the same sources give the same places. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../build/project';
import equivalents from './equivalents.json';
import { Place, shownChange } from './places';
import { powershellPlaces } from './powershell-places';
import { templatePlaces } from './template-places';
import { typescriptPlaces } from './typescript-places';

/** The seed of the check. Never chosen by its result. */
export const committedSeed = 17;

export interface Area {
    readonly name: 'screens' | 'scripts' | 'state';
    readonly count: number;
    readonly files: RegExp;
}

export const areas: readonly Area[] = [
    { name: 'screens', count: 15, files: /^src\/app\/(guests|apply|hosts|history|what-if|overview|reference|shared)\/.*\.(ts|html)$/ },
    { name: 'scripts', count: 15, files: /^gateway-plugin\/.*\.ps1$/ },
    { name: 'state', count: 10, files: /^src\/app\/state\/.*\.ts$/ }
];

/** A change that no test can see, since nothing that anybody sees differs. */
interface Equivalent {
    readonly file: string;
    readonly was: string;
    readonly is: string;
    readonly why: string;
}

/** Numbers from 0 up to 1 (mulberry32, public domain). */
function random(state: number): () => number {
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    };
}

/** Sources of the repository, also those that are not committed yet. */
function sources({ files }: Area): string[] {
    const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\n');
    return [...new Set(listed)].filter(file => files.test(file) && !file.endsWith('.spec.ts') && !file.includes('/testing/')).sort();
}

function placesOf(file: string): readonly Place[] {
    const text = readFileSync(join(root, file), 'utf8');
    if (file.endsWith('.ps1')) {
        return powershellPlaces(file, text);
    }
    return file.endsWith('.html') ? templatePlaces(file, text) : typescriptPlaces(file, text);
}

export interface Drawn {
    readonly places: readonly Place[];
    /** Places that were drawn, are equivalent, and were replaced by the next ones. */
    readonly equivalent: ReadonlyArray<{ readonly place: Place; readonly why: string }>;
    /** Of how many. */
    readonly total: number;
}

export function draw(area: Area, seed: number): Drawn {
    const next = random(seed);
    const rest = sources(area).flatMap(placesOf);
    const total = rest.length;
    const places: Place[] = [];
    const equivalent: Array<{ place: Place; why: string }> = [];
    while (places.length < area.count && rest.length > 0) {
        const [place] = rest.splice(Math.floor(next() * rest.length), 1);
        const { was, is } = shownChange(readFileSync(join(root, place.file), 'utf8'), place);
        const same = (equivalents as readonly Equivalent[]).find(one => one.file === place.file && one.was === was && one.is === is);
        if (same) {
            equivalent.push({ place, why: same.why });
        } else {
            places.push(place);
        }
    }
    return { places, equivalent, total };
}
