/** npm run build: generated code, the Angular application, and the manifest -> bundle/. `-- --development` creates readable output. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { generate } from './generate';
import { compileManifest } from './manifest';
import { root } from './project';

/** What makes node build the application from what was generated. */
export const angularArguments = (configuration: 'production' | 'development'): readonly string[] => [
    join(root, 'node_modules/@angular/cli/bin/ng.js'),
    'build',
    '--configuration',
    configuration,
    '--progress',
    'false'
];

function angularBuild(configuration: 'production' | 'development'): Promise<void> {
    return new Promise((resolve, reject) => {
        const child = spawn(process.execPath, angularArguments(configuration), {
            cwd: root,
            stdio: 'inherit',
            env: { ...process.env, NG_CLI_ANALYTICS: 'false' }
        });
        child.on('error', reject);
        child.on('close', code => (code === 0 ? resolve() : reject(new Error('The Angular build failed; its messages are above.'))));
    });
}

/** @throws Error, or BuildError for invalid input */
export async function build(configuration: 'production' | 'development', onProgress: (line: string) => void): Promise<void> {
    onProgress('Generating strings and scripts ...');
    generate();
    onProgress(`Building the extension (${configuration}, about a minute) ...`);
    await angularBuild(configuration);
    compileManifest();
    onProgress('The extension is in bundle/.');
}

if (require.main === module) {
    build(process.argv.includes('--development') ? 'development' : 'production', line => console.log(line)).catch((error: Error) => {
        console.error(error.message);
        process.exitCode = 1;
    });
}
