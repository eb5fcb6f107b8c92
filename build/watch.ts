/**
 * Builds the extension into a separate folder, and again after each change, readable and not minified; npm start serves it after a source changed.
 * Usage: build/watch.ts FOLDER STAMP [--scripts]. Writes the file STAMP after each successful build. `--scripts`: also rebuilds after changes in
 * gateway-plugin, which npm start runs from disk.
 */
import { spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './generate';
import { compileManifest } from './manifest';
import { root } from './project';
import { watchFiles } from './watch-files';

/** Prints invalid input; the previous build stays. */
function attempt(work: () => void): void {
    try {
        work();
    } catch (error) {
        console.error((error as Error).message);
    }
}

function main([folder, stamp, ...flags]: readonly string[]): void {
    rmSync(folder, { recursive: true, force: true });
    rmSync(stamp, { force: true });
    attempt(generate);
    const cli = join(root, 'node_modules/@angular/cli/bin/ng.js');
    const args = ['build', '--configuration', 'development', '--watch', '--output-path', folder, '--progress', 'false'];
    const builder = spawn(process.execPath, [cli, ...args], {
        cwd: root,
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, NG_CLI_ANALYTICS: 'false' }
    });
    builder.on('close', code => process.exit(code ?? 1));
    const publish = (): void =>
        attempt(() => {
            compileManifest(folder);
            writeFileSync(stamp, '');
        });
    // The builder writes nothing if it fails.
    watchFiles([folder], files => {
        if (existsSync(join(folder, 'index.html')) && files.some(file => !file.endsWith('manifest.json'))) {
            publish();
        }
    });
    const generated = ['src/resources', 'package.json', ...(flags.includes('--scripts') ? ['gateway-plugin'] : [])];
    watchFiles(
        generated.map(path => join(root, path)),
        () => attempt(generate)
    );
    watchFiles([join(root, 'manifest.json')], publish);
}

main(process.argv.slice(2));
