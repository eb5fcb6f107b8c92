/** A place in a source that can be broken, and how. */
export interface Place {
    /** Below the root, with slashes. */
    readonly file: string;
    /** From 1. */
    readonly line: number;
    /** Offsets in the text of the file: what stands between them is replaced. */
    readonly start: number;
    readonly end: number;
    readonly before: string;
    readonly after: string;
    readonly kind: string;
}

/** Collects the places of one file. */
export class Places {
    public readonly all: Place[] = [];

    constructor(
        private readonly file: string,
        private readonly text: string
    ) {}

    public add(kind: string, start: number, end: number, after: string): void {
        const before = this.text.slice(start, end);
        if (before !== after) {
            const line = this.text.slice(0, start).split('\n').length;
            this.all.push({ file: this.file, line, start, end, before, after, kind });
        }
    }
}

/** The text of a file with one place broken. */
export function broken(text: string, { start, end, after }: Place): string {
    return text.slice(0, start) + after + text.slice(end);
}

/** The line on which a place begins, as it is and as it is broken; so a place is found again when lines above it move. */
export function shownChange(text: string, place: Place): { readonly was: string; readonly is: string } {
    const lineOf = (of: string): string =>
        of
            .slice(of.lastIndexOf('\n', place.start - 1) + 1)
            .split('\n')[0]
            .trim();
    return { was: lineOf(text), is: lineOf(broken(text, place)) };
}
