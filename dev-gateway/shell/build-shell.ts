import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles the shell's script into one module, in memory. */
export async function buildShell(): Promise<string> {
    const result = await build({ entryPoints: [join(__dirname, 'shell.ts')], bundle: true, write: false, format: 'esm', target: 'es2022', logLevel: 'silent' });
    return result.outputFiles[0].text;
}
