/** Parses command-line options: --name value, and words. */

export interface Options {
    readonly words: readonly string[];
    readonly named: Readonly<Record<string, string>>;
    readonly flags: readonly string[];
}

/**
 * @param named options with a value
 * @param flags options without a value
 * @throws Error with one line for an unknown option, or for one without its value
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

/** An option's number; undefined if it wasn't given. @throws Error with one line unless it is a whole number in the range */
export function wholeNumber({ named }: Options, name: string, greatest: number): number | undefined {
    const text = named[name];
    if (text !== undefined && (!/^\d{1,9}$/.test(text) || Number(text) > greatest)) {
        throw new Error(`--${name} must be a whole number from 0 to ${greatest}, not "${text}".`);
    }
    return text === undefined ? undefined : Number(text);
}

export const greatestPort = 65_535;

/** Maximum latency of a Windows command, in milliseconds; more than a minute is a mistake. */
export const greatestLatency = 60_000;

/** --latency MS. @throws Error with one line */
export function latencyOption(options: Options): number | undefined {
    return wholeNumber(options, 'latency', greatestLatency);
}
