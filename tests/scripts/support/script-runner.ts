/** Runs the scripts of gateway-plugin in the engine, with the default estate unless a spec provides its own. */
import { join } from 'node:path';
import { scriptText as textWithParts } from '../../../build/script-text';
import { ErrorRow, LanguageMode } from '../../../dev-gateway/powershell/engine-api';
import { Estate, loadEstate } from '../../../dev-gateway/estate/estate';
import { wrapScript } from '../../../dev-gateway/wrap-script';
import { engine } from '../../support/engine';

export const pluginFolder = join(__dirname, '../../../gateway-plugin');

export interface ScriptResult {
    readonly rows: ReadonlyArray<Record<string, unknown>>;
    readonly errors: readonly ErrorRow[];
    /** The terminating error; null if the script ran to its end. */
    readonly failure: ErrorRow | null;
}

export function scriptText(name: string): string {
    return textWithParts(join(pluginFolder, `${name}.ps1`));
}

interface RunOptions {
    readonly estate?: Estate;
    readonly language?: LanguageMode;
    readonly parameters?: Readonly<Record<string, unknown>>;
    /** Replaces the script's own text. */
    readonly text?: string;
}

/** Runs a script on a node of the estate and collects its output. */
export async function runScript(name: string, node: string, options: RunOptions = {}): Promise<ScriptResult> {
    const session = await (await engine()).openSession({ node, answerer: options.estate ?? loadEstate(), language: options.language ?? 'full' });
    const text = options.text ?? scriptText(name);
    // With parameters, in the form that the SDK sends.
    const script = options.parameters ? wrapScript(name, text, options.parameters) : text;
    const rows: Array<Record<string, unknown>> = [];
    const errors: ErrorRow[] = [];
    let failure: ErrorRow | null = null;
    try {
        for await (const event of session.run({ script }).events) {
            if (event.kind === 'output') {
                rows.push(event.value as Record<string, unknown>);
            } else if (event.kind === 'error') {
                errors.push(event.error);
            } else if (event.kind === 'end' && event.state !== 'completed') {
                failure = event.error;
            }
        }
    } finally {
        await session.close();
    }
    return { rows, errors, failure };
}

/** The row without values that change from run to run. */
export function timeless(row: Record<string, unknown>): Record<string, unknown> {
    return { ...row, collectedAt: null };
}
