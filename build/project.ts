/** Names and paths that the build's programs share. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const root = join(__dirname, '..');
export const moduleName = 'community.avma';
export const resourceName = 'CommunityAvma';
/** Prefix of the nouns of all our commands. The SDK inserts it into the names of the commands that it sends. */
export const commandPrefix = 'Avma';
export const sdk = dirname(require.resolve('@microsoft/windows-admin-center-sdk/package.json'));

/** The version in package.json, which is the only place that contains it. */
export function version(): string {
    return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

/** A path in the form that messages use. */
export function shown(file: string): string {
    return file.startsWith(root) ? file.slice(root.length + 1) : file;
}
