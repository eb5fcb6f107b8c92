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
        } else if (named.includes(name) && args[index + 1] !== undefined && !args[index + 1].startsWith('--')) {
            values[name] = args[++index];
        } else {
            throw new Error(named.includes(name) ? `--${name} needs a value.` : `Unknown option --${name}.`);
        }
    }
    return { words, named: values, flags: set };
}

/** The number that an option gives, or undefined where it was not given. @throws Error with one line for anything but a whole number in the range */
export function wholeNumber({ named }: Options, name: string, greatest: number): number | undefined {
    const text = named[name];
    if (text !== undefined && (!/^\d{1,9}$/.test(text) || Number(text) > greatest)) {
        throw new Error(`--${name} must be a whole number from 0 to ${greatest}, not "${text}".`);
    }
    return text === undefined ? undefined : Number(text);
}

export const greatestPort = 65_535;

/** The latest that a call of a Windows command can be answered, in milliseconds: more than a minute is a mistake. */
export const greatestLatency = 60_000;

/** --latency MS. @throws Error with one line */
export function latencyOption(options: Options): number | undefined {
    return wholeNumber(options, 'latency', greatestLatency);
}
