/** Options of the command line: --name value, and words. */

export interface Options {
    readonly words: readonly string[];
    readonly named: Readonly<Record<string, string>>;
    readonly flags: readonly string[];
}

/**
 * @param named options that take a value
 * @param flags options that take none
 * @throws Error with one line for an option that is not known or lacks its value
 */
export function readOptions(args: readonly string[], named: readonly string[], flags: readonly string[] = []): Options {
    const words: string[] = [];
    const values: Record<string, string> = {};
    const set: string[] = [];
    for (let index = 0; index < args.length; index++) {
        const name = args[index].replace(/^--/, '');
        if (!args[index].startsWith('--')) {
            words.push(args[index]);
        } else if (flags.includes(name)) {
            set.push(name);
        } else if (named.includes(name) && args[index + 1] !== undefined) {
            values[name] = args[++index];
        } else {
            throw new Error(named.includes(name) ? `--${name} needs a value.` : `Unknown option --${name}.`);
        }
    }
    return { words, named: values, flags: set };
}
