/** Runs a program of the repository as its command does, in a process of its own. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const root = join(__dirname, '../../..');

export interface Finished {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

export interface RunOptions {
    readonly input?: string;
    readonly environment?: NodeJS.ProcessEnv;
}

/** A program that does not end is ended, and has the code null. */
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
        // A program that has already complained does not read its input.
        child.stdin.on('error', () => undefined);
        child.stdin.end(options.input ?? '');
        child.on('error', reject);
        child.on('close', code => resolve({ code, ...output }));
    });
}

/** What a program says that refuses to work: nothing but one line on standard error. */
export function expectOneLine(finished: Finished, code: number, ...parts: readonly string[]): void {
    expect(finished.stderr).toMatch(/^[^\n]+\n$/);
    expect(finished.stdout).toBe('');
    expect(finished.code).toBe(code);
    for (const part of parts) {
        expect(finished.stderr).toContain(part);
    }
}
