/** Runs the specs of scripts in a copy of the repository, so that no file of it is ever broken. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../../build/project';

/** A script of which one place is broken. */
interface Change {
    /** Below the root. */
    readonly file: string;
    readonly was: string;
    readonly text: string;
}

/** What is said where the run of specs broke off. */
const unnamed = 'the specs do not end as they should';

const jasmine: readonly string[] = ['node_modules/jasmine/bin/jasmine.js', '--config=tests/jasmine.json'];

/** What is too big to copy, and not changed by any spec. */
const shared = ['node_modules', '.cache', 'dev-gateway/powershell/bin'];

export class ScriptSpecs {
    /** Specs that have passed without a change. */
    private readonly sound = new Set<string>();

    private constructor(private readonly folder: string) {}

    public static copy(): ScriptSpecs {
        const folder = mkdtempSync(join(tmpdir(), 'avma-mutation-'));
        const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
        for (const file of new Set(files)) {
            mkdirSync(dirname(join(folder, file)), { recursive: true });
            cpSync(join(root, file), join(folder, file));
        }
        shared.forEach(name => symlinkSync(join(root, name), join(folder, name), 'junction'));
        return new ScriptSpecs(folder);
    }

    /**
     * @param specs below the root
     * @returns the first spec that fails, null where none does
     * Where that spec fails without the change as well, such as on a busy machine, it's tried once more; then it proves nothing.
     */
    public async failing(specs: readonly string[], change: Change): Promise<string | null> {
        const caught = await this.failingWith(specs, change);
        if (caught !== null && !this.sound.has(caught) && specs.length > 0 && !/^(?:does not build|Pester):/.test(caught)) {
            await this.run(['--import', 'tsx', 'build/generate.ts']);
            const escaped = caught.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
            const alone = ['--import', 'tsx', ...jasmine, ...(caught === unnamed ? [] : [`--filter=^${escaped}$`]), ...specs];
            if ((await this.run(alone)).code !== 0 && (await this.run(alone)).code !== 0) {
                console.log(`"${caught}" fails without any change.`);
                return null;
            }
            this.sound.add(caught);
        }
        return caught;
    }

    public close(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }

    private async failingWith(specs: readonly string[], change: Change): Promise<string | null> {
        writeFileSync(join(this.folder, change.file), change.text);
        try {
            const generated = await this.run(['--import', 'tsx', 'build/generate.ts']);
            if (generated.code !== 0) {
                return `does not build: ${generated.text.trim().split('\n').pop() ?? ''}`;
            }
            const inEngine = await this.run(['--import', 'tsx', ...jasmine, '--fail-fast', ...specs]);
            if (inEngine.code !== 0) {
                return /^1\) (.*)$/m.exec(inEngine.text)?.[1] ?? unnamed;
            }
            const pester = await this.run(['--import', 'tsx', 'build/test.ts', 'pester']);
            return pester.code === 0 ? null : `Pester: ${/\[-\] (.*?)(?: \d+m?s.*)?$/m.exec(pester.text)?.[1] ?? 'a test'}`;
        } finally {
            writeFileSync(join(this.folder, change.file), change.was);
        }
    }

    private run(args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
        return new Promise(resolve => {
            const child = spawn(process.execPath, args, { cwd: this.folder });
            let text = '';
            const take = (chunk: Buffer): void => void (text += chunk.toString());
            child.stdout.on('data', take);
            child.stderr.on('data', take);
            child.on('close', code => resolve({ code: code ?? 1, text: text.replace(/\x1b\[[0-9;]*m/g, '') }));
        });
    }
}
