/** How the time that something takes grows with its input: the same on a slow machine, where a limit in milliseconds would not be. */

/** Of what takes less, the clock of a browser says too little. */
const leastMs = 0.25;
const factor = 8;

interface Processor {
    readonly process?: { cpuUsage?(): { readonly user: number; readonly system: number } };
}

/**
 * Milliseconds that this program has worked. In Node that's processor time, which doesn't grow while other programs have the processor: on a crowded machine,
 * work that is longer than a time slice is always interrupted. A browser has only the clock.
 */
function workedMs(): number {
    const used = (globalThis as Processor).process?.cpuUsage?.();
    return used ? (used.user + used.system) / 1000 : performance.now();
}

function msOf(work: () => void): number {
    const start = workedMs();
    work();
    return Math.max(leastMs, workedMs() - start);
}

/**
 * Whether twice as much takes at most so many times as long. Whatever else the machine does only adds to a time, so the best of five counts, and of more
 * where it was disturbed.
 * @param make what is worked on, of the given length
 */
export function doublesAtMost<T>(limit: number, length: number, make: (length: number) => T, work: (input: T) => void): boolean {
    const [single, double] = [make(length), make(2 * length)];
    const best = (input: T): number => Math.min(...Array.from({ length: 5 }, () => msOf(() => work(input))));
    return Array.from({ length: 12 }).some(() => best(double) <= limit * best(single));
}

/**
 * Whether eight times as much takes at most 24 times as long: in proportion it is 8 times, and 64 where the time grows with the square. Whatever else
 * the machine does only adds to a time, so the best of several count.
 * @param make what is worked on, of the given length
 */
export function growsInProportion<T>(length: number, make: (length: number) => T, work: (input: T) => void): boolean {
    const [short, long] = [make(length), make(factor * length)];
    const shortMs = Math.min(...Array.from({ length: 5 }, () => msOf(() => work(short))));
    return Array.from({ length: 20 }).some(() => msOf(() => work(long)) <= 3 * factor * shortMs);
}
