/** Runs the project's programs beside the gateway and ends them with it; also checks the port. */
import { ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

const root = join(__dirname, '..');

/** Child processes to end with this process. */
const running = new Set<ChildProcess>();

/**
 * Runs a program of the project. The gateway contains no build code, so builds are separate programs; each runs with its children as one group, which ends
 * together.
 * @returns resolves at its end.
 * @throws Error with one line if it fails
 */
export function runProgram(program: string, ...args: readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => {
        const child = spawn(process.execPath, ['--import', 'tsx', join(root, program), ...args], {
            cwd: root,
            stdio: ['ignore', 'inherit', 'inherit'],
            detached: process.platform !== 'win32'
        });
        running.add(child);
        child.on('error', reject);
        child.on('close', code => {
            running.delete(child);
            return code === 0 ? resolve() : reject(new Error(`${program} has failed; its messages are above.`));
        });
    });
}

export function endPrograms(): void {
    for (const { pid } of running) {
        if (pid !== undefined) {
            process.kill(process.platform === 'win32' ? pid : -pid);
        }
    }
}

/**
 * Reports a port that is in use before a build that may take a minute.
 * @param command the command to type with another port
 */
export function requireFreePort(port: number, command: string): Promise<void> {
    return new Promise((resolve, reject) => {
        const probe = createServer();
        probe.on('error', (error: NodeJS.ErrnoException) =>
            reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} is taken. Choose another: ${command} -- --port ${port + 1}`) : error)
        );
        probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
    });
}
