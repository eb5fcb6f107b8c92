/** Selects the estate: the project's files, another file, or a generated fleet. */
import { join } from 'node:path';
import { EstateFile } from './estate-file';
import { fleet } from './fleet';
import { readEstateFile } from './read-estate-file';

/** The files of Contoso, in display order. */
const projectFiles = ['contoso.json', 'contoso-cluster.json', 'contoso-azure-local.json', 'contoso-hosts.json'].map(name => join(__dirname, name));

/** Merges several files into one estate; domain, `now` and latency come from the first file. */
function together(files: readonly EstateFile[]): EstateFile {
    return { ...files[0], keys: files.flatMap(file => file.keys ?? []), nodes: files.flatMap(file => file.nodes) };
}

const fleetPrefix = 'fleet:';
/** Larger numbers are rejected as mistakes. */
const maxHosts = 1000;
const maxGuests = 1000;

/** Parses `fleet:HOSTSxGUESTS` or `fleet:HOSTSxGUESTS:SEED`. */
function fleetOf(source: string): EstateFile {
    const [, hosts, guests, seed] = /^(\d{1,4})x(\d{1,4})(?::(\d{1,9}))?$/.exec(source.slice(fleetPrefix.length)) ?? [];
    if (!hosts || Number(hosts) < 1 || Number(hosts) > maxHosts || Number(guests) > maxGuests) {
        throw new Error(`A fleet is written as fleet:HOSTSxGUESTS, such as fleet:200x50, with at most ${maxHosts} of each, not "${source}".`);
    }
    return fleet(Number(hosts), Number(guests), Number(seed ?? 1));
}

/** @param source a file or a fleet; the project's estate by default @throws Error with one line about an invalid source */
export function estateContent(source?: string): EstateFile {
    if (source === undefined) {
        return together(projectFiles.map(readEstateFile));
    }
    return source.startsWith(fleetPrefix) ? fleetOf(source) : readEstateFile(source);
}
