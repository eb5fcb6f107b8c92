/** Every command of the pages: run here, or read by PowerShell's own parser and held to what Microsoft publishes. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownKeyPlaceholder } from '../../src/app/domain/advice/commands';
import { avmaKeys } from '../../src/app/domain/versions/keys';
import { kmsClientKeys } from '../../src/app/domain/versions/kms-client-keys';
import { runProgram } from '../cli/support/run-program';
import { engine } from '../support/engine';
import { gatewayProblems } from '../support/gateway-commands';
import { publishedCommands, typingProblems } from '../support/published-commands';
import { Block, documents, Page, pages, root } from './support/markdown';

const scripts = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts;

/** Commands that build first, which takes minutes, by the file that runs each of them. */
const runElsewhere: Readonly<Record<string, string>> = {
    start: 'tests/e2e/start.spec.ts',
    build: 'build/test.ts',
    test: '.ci/run',
    package: 'tests/build/package.spec.ts'
};

interface Place {
    readonly page: Page;
    readonly block: Block;
    /** What stands behind it. */
    readonly next: Block | undefined;
}

/** Typed on a host that has the module, and run so by tests/scripts/module-docs.spec.ts. */
const modulePage = 'docs/powershell-module.md';

/** Of the documents and of the README, whose readers type what they see. */
const places: readonly Place[] = [...documents.filter(page => page.path !== modulePage), ...pages.filter(page => page.path === 'README.md')].flatMap(page =>
    page.blocks.map((block, index) => ({ page, block, next: page.blocks[index + 1] }))
);
const blocks = (language: string): readonly Place[] => places.filter(({ block }) => block.language === language);
const where = ({ page, block }: Place): string => `${page.path}:${block.line}`;

interface NpmCommand {
    readonly name: string;
    readonly args: readonly string[];
}

function readNpm(line: string): NpmCommand | null {
    const [, run, short, args] = /^npm (?:run (?:--silent )?([\w:-]+)|(start|test))(?: -- (.+))?$/.exec(line) ?? [];
    const name = run ?? short;
    return name === undefined ? null : { name, args: args?.split(' ') ?? [] };
}

/** The program behind an npm script. */
const programOf = (name: string): string => scripts[name]?.split(' ').pop() ?? '';

/** Whether lines occur in a text, in their order. */
function occur(lines: readonly string[], text: string): string | null {
    let at = 0;
    const all = text.split('\n').map(line => line.trim());
    for (const line of lines.map(one => one.trim()).filter(one => one !== '...' && one !== '')) {
        at = all.indexOf(line, at) + 1;
        if (at === 0) {
            return line;
        }
    }
    return null;
}

describe('the commands of the pages', () => {
    it('are in blocks that say what they are', () => {
        const kinds = ['console', 'powershell', 'js', 'json'];
        expect(places.filter(({ block }) => !kinds.includes(block.language)).map(where)).toEqual([]);
        expect(blocks('console').length).toBeGreaterThan(2);
        expect(blocks('powershell').length).toBeGreaterThan(20);
    });

    for (const place of blocks('console')) {
        for (const line of place.block.text.split('\n')) {
            it(`${where(place)}: ${line}`, async () => {
                const command = readNpm(line);
                const program = programOf(command?.name ?? '');
                expect(existsSync(join(root, program)) && program !== '')
                    .withContext('a script of package.json')
                    .toBeTrue();
                const { name, args } = command as NpmCommand;
                if (runElsewhere[name]) {
                    expect(existsSync(join(root, runElsewhere[name]))).toBeTrue();
                    // There, other values may be given to the same options.
                    const source = readFileSync(join(root, program), 'utf8');
                    expect(args.filter(arg => arg.startsWith('--') && !source.includes(`'${arg.slice(2)}'`))).toEqual([]);
                    return;
                }
                const finished = await runProgram(program, args);
                expect([finished.code, finished.stderr]).toEqual([0, '']);
                if (place.next?.language === 'json') {
                    expect(occur(place.next.text.split('\n'), finished.stdout)).toBeNull();
                }
            });
        }
    }

    it('that are told in the text are scripts of package.json', () => {
        const told = pages.flatMap(page =>
            [...page.text.matchAll(/`npm (?:run (?:--silent )?([\w:-]+)|(start|test))/g)].map(match => [page.path, match[1] ?? match[2]] as const)
        );
        expect(told.length).toBeGreaterThan(10);
        expect(told.filter(([, name]) => scripts[name] === undefined).map(one => one.join(': '))).toEqual([]);
    });

    it('are published, with published parameters, in 5.1 syntax', async () => {
        const commands = publishedCommands();
        const problems: string[] = [];
        for (const place of blocks('powershell')) {
            problems.push(...typingProblems(where(place), await (await engine()).inspect(place.block.text), commands));
        }
        expect(problems).toEqual([]);
    });

    it("use one gateway's commands at a time, as Microsoft publishes them, from that gateway's module", async () => {
        const typed = pages.flatMap(page =>
            page.blocks.filter(({ language }) => language === 'powershell' || language === 'ps1').map(block => ({ page, block }))
        );
        const problems: string[] = [];
        for (const { page, block } of typed) {
            problems.push(...gatewayProblems(`${page.path}:${block.line}`, await (await engine()).inspect(block.text)));
        }
        expect(problems).toEqual([]);
        for (const command of ['Install-WACExtension', 'Install-Extension']) {
            expect(typed.some(({ block }) => block.text.includes(command)))
                .withContext(command)
                .toBeTrue();
        }
    });

    it('hold no key but published ones', () => {
        const published = [...avmaKeys, ...kmsClientKeys].map(one => one.key);
        const found = pages.flatMap(page => [...page.text.matchAll(/\b(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}\b/g)].map(([key]) => key));
        expect(found.filter(key => !published.includes(key) && key !== ownKeyPlaceholder)).toEqual([]);
        expect(found.length).toBeGreaterThan(0);
    });

    it('for the browser are functions of the SDK', () => {
        const declared = readFileSync(join(root, 'node_modules/@microsoft/windows-admin-center-sdk/core/base/utilities.d.ts'), 'utf8');
        const called = blocks('js').map(({ block }) => /^MsftSme\.(\w+)\((?:'http:\/\/localhost:\d+')?\)$/.exec(block.text)?.[1] ?? block.text);
        expect(called.length).toBeGreaterThan(0);
        expect(called.filter(name => !declared.includes(`function ${name}(`))).toEqual([]);
    });
});

describe('the page about security', () => {
    const security = documents.find(page => page.path === 'docs/security.md')?.text ?? '';

    function sources(folder: string): string[] {
        return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
            const path = join(folder, entry.name);
            return entry.isDirectory() ? sources(path) : /(?<!\.spec)\.ts$/.test(entry.name) ? [readFileSync(path, 'utf8')] : [];
        });
    }
    const all = sources(join(root, 'src/app'));

    it('names every entry that the tool keeps in the browser', () => {
        const kept = all.flatMap(text => [...text.matchAll(/'(avma\.[\w.]+)'/g)].map(match => match[1]));
        expect(kept).toContain('avma.run.');
        expect(kept.filter(key => !security.includes(`\`${key}\``))).toEqual([]);
    });

    it('names every file that the tool saves', () => {
        const saved = all.flatMap(text => [...text.matchAll(/\bsaveFile\(\s*[`']([\w-]+)/g)].map(match => match[1]));
        expect(saved).toContain('unattend');
        expect(saved.filter(name => !security.includes(`\`${name}`))).toEqual([]);
    });
});
