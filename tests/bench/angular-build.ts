/** Builds a configuration of angular.json that only a bench uses. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../build/project';

/** @param configurations like for `ng build`; the last one wins. @throws Error with one line, after the builder's messages */
export function angularBuild(configurations: string): Promise<void> {
    const args = [join(root, 'node_modules/@angular/cli/bin/ng.js'), 'build', '--configuration', configurations, '--progress', 'false'];
    return new Promise((resolve, reject) => {
        const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, NG_CLI_ANALYTICS: 'false' } });
        child.on('error', reject);
        child.on('close', code => (code === 0 ? resolve() : reject(new Error(`${configurations} could not be built; the messages are above.`))));
    });
}
