/** Programs of the project that run beside the gateway and end with it, and the port that is wanted. */
import { ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

const root = join(__dirname, '..');

/** What has to be ended with this process. */
const running = new Set<ChildProcess>();

/**
 * The gateway knows no tool: whatever builds one is a program of its own, and its children end with it as one group.
 * @returns resolves at its end. @throws Error with one line where it fails
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

/** Whoever waits a minute for a build should not hear only then that the port is taken. @param command what to type with another port */
export function requireFreePort(port: number, command: string): Promise<void> {
    return new Promise((resolve, reject) => {
        const probe = createServer();
        probe.on('error', (error: NodeJS.ErrnoException) =>
            reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} is taken. Choose another: ${command} -- --port ${port + 1}`) : error)
        );
        probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
    });
}
