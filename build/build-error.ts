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

/** Where a text stops being JSON: after its longest beginning that more text could complete. Not every message of JSON.parse names the place. */
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
 * Reads a JSON object.
 * @param file as it is shown in messages
 * @throws BuildError with the line where the text stops being JSON
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
