/** Where an estate comes from: the project's files, a file of somebody's own, or a fleet that is made up. */
import { join } from 'node:path';
import { EstateFile } from './estate-file';
import { fleet } from './fleet';
import { readEstateFile } from './read-estate-file';

/** Contoso, in the order in which its hosts are shown. */
const projectFiles = ['contoso.json', 'contoso-cluster.json', 'contoso-azure-local.json', 'contoso-hosts.json'].map(name => join(__dirname, name));

/** One estate of several files: domain, now and latency are those of the first. */
function together(files: readonly EstateFile[]): EstateFile {
    return { ...files[0], keys: files.flatMap(file => file.keys ?? []), nodes: files.flatMap(file => file.nodes) };
}

const fleetPrefix = 'fleet:';
/** More is a mistake. */
const mostHosts = 1000;
const mostGuests = 1000;

/** `fleet:HOSTSxGUESTS` or `fleet:HOSTSxGUESTS:SEED`. */
function fleetOf(source: string): EstateFile {
    const [, hosts, guests, seed] = /^(\d{1,4})x(\d{1,4})(?::(\d{1,9}))?$/.exec(source.slice(fleetPrefix.length)) ?? [];
    if (!hosts || Number(hosts) < 1 || Number(hosts) > mostHosts || Number(guests) > mostGuests) {
        throw new Error(`A fleet is written as fleet:HOSTSxGUESTS, such as fleet:200x50, with at most ${mostHosts} of each, not "${source}".`);
    }
    return fleet(Number(hosts), Number(guests), Number(seed ?? 1));
}

/**
 * @param source a file, or a fleet; by default the estate of the project
 * @throws Error with one line about what is wrong with the source
 */
export function estateContent(source?: string): EstateFile {
    if (source === undefined) {
        return together(projectFiles.map(readEstateFile));
    }
    return source.startsWith(fleetPrefix) ? fleetOf(source) : readEstateFile(source);
}
