/** Wrong input: where it is and what to do. The build stops with this line. */
export class BuildError extends Error {
    constructor(file: string, line: number | null, problem: string, advice: string) {
        super(`${file}${line === null ? '' : `:${line}`}: ${problem} ${advice}`);
        this.name = 'BuildError';
    }
}

/** The line, from 1, of a position in a text. */
export function lineAt(text: string, position: number): number {
    return text.slice(0, position).split('\n').length;
}
