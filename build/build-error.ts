/** Invalid input, with its place and the fix. The build stops and prints this line. */
export class BuildError extends Error {
    constructor(file: string, line: number | null, problem: string, advice: string) {
        super(`${file}${line === null ? '' : `:${line}`}: ${problem} ${advice}`);
        this.name = 'BuildError';
    }
}

/** The line number, starting at 1, of a position in a text. */
export function lineAt(text: string, position: number): number {
    return text.slice(0, position).split('\n').length;
}

/**
 * The position at which a text stops being JSON: the end of its longest prefix that more text could complete. Needed because not every message of JSON.parse
 * contains the position.
 */
function faultPosition(text: string): number {
    const canGoOn = (length: number): boolean => {
        try {
            JSON.parse(text.slice(0, length));
            return true;
        } catch (error) {
            const { message } = error as Error;
            return message.startsWith('Unexpected end of JSON') || Number(/at position (\d+)/.exec(message)?.[1]) === length;
        }
    };
    let good = 0;
    let bad = text.length + 1;
    while (bad - good > 1) {
        const middle = (good + bad) >> 1;
        if (canGoOn(middle)) {
            good = middle;
        } else {
            bad = middle;
        }
    }
    return good;
}

/**
 * Parses a JSON object.
 * @param file the name in messages
 * @throws BuildError with the line at which the text stops being JSON
 */
export function parseObject(file: string, text: string): Record<string, unknown> {
    const content = text.replace(/^\uFEFF/, '');
    let value: unknown;
    try {
        value = JSON.parse(content);
    } catch {
        throw new BuildError(file, lineAt(content, faultPosition(content)), 'not JSON.', 'Look for a missing comma or quotation mark here or just before.');
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw new BuildError(file, 1, 'no JSON object.', 'Write names and values between braces.');
    }
    return value as Record<string, unknown>;
}
