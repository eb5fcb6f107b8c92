/** Names and places that the build's programs share. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const root = join(__dirname, '..');
export const moduleName = 'community.avma';
export const resourceName = 'CommunityAvma';
/** What the nouns of all our commands begin with: the SDK puts it into the names of the commands that it sends. */
export const commandPrefix = 'Avma';
export const sdk = dirname(require.resolve('@microsoft/windows-admin-center-sdk/package.json'));

/** The version of package.json: the only place where it is written. */
export function version(): string {
    return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

/** A path as it is shown in messages. */
export function shown(file: string): string {
    return file.startsWith(root) ? file.slice(root.length + 1) : file;
}
