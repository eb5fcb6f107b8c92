/** Runs a program of the repository in a separate process, like its command does. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../../..');

export interface Finished {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

export interface RunOptions {
    readonly input?: string;
    readonly environment?: NodeJS.ProcessEnv;
}

/** Time limit, after which the program is ended with code null. */
const limitMs = 50_000;

export function runProgram(program: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
    return new Promise((resolve, reject) => {
        const child = spawn(process.execPath, ['--import', 'tsx', join(root, program), ...args], {
            cwd: root,
            env: { ...process.env, ...options.environment },
            timeout: limitMs,
            killSignal: 'SIGKILL'
        });
        const output = { stdout: '', stderr: '' };
        for (const name of ['stdout', 'stderr'] as const) {
            child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
        }
        // A program that has already failed doesn't read its input.
        child.stdin.on('error', () => undefined);
        child.stdin.end(options.input ?? '');
        child.on('error', reject);
        child.on('close', code => resolve({ code, ...output }));
    });
}

/** Checks the output of a program that rejects its input: only one line on standard error. */
export function expectOneLine(finished: Finished, code: number, ...parts: readonly string[]): void {
    expect(finished.stderr).toMatch(/^[^\n]+\n$/);
    expect(finished.stdout).toBe('');
    expect(finished.code).toBe(code);
    for (const part of parts) {
        expect(finished.stderr).toContain(part);
    }
}
