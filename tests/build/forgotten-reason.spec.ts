/** A reason without a verdict does not compile, so that nobody finds out from a guest that is judged wrongly. */
import { join } from 'node:path';
import * as ts from 'typescript';
import { root } from '../../build/project';

const folder = join(root, 'src/app/domain/judgement');
const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    lib: ['lib.es2022.d.ts'],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ES2022,
    moduleResolution: ts.ModuleResolutionKind.NodeJs
};

/** What the compiler says of `assess` where the list of reasons has been changed. */
function complaints(change: (reasons: string) => string): string[] {
    const host = ts.createCompilerHost(options);
    const read = host.readFile;
    host.readFile = file => {
        const text = read(file);
        return text !== undefined && file.endsWith('judgement/assessment.ts') ? change(text) : text;
    };
    const program = ts.createProgram([join(folder, 'assess.ts')], options, host);
    return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

/** The list with one more code at its end. @throws Error where the list isn't found, since then nothing would be tested */
function withCode(text: string, list: string): string {
    const longer = text.replace(new RegExp(`(const ${list} = \\[[^\\]]*')(?=\\n\\] as const)`), "$1,\n    'forgotten'");
    if (longer === text) {
        throw new Error(`There is no list ${list}`);
    }
    return longer;
}

describe('The reasons', () => {
    it('compile as they are', () => expect(complaints(text => text)).toEqual([]));

    it('do not compile with one that has no verdict', () => {
        const [first, ...others] = complaints(text => withCode(text, 'forbiddingCodes'));
        expect(first).toContain("Property 'forgotten' is missing");
        expect(others).toEqual([]);
    });

    it('from inside have no verdict of their own', () => {
        const found = complaints(text => withCode(text, 'insideCodes'));
        expect(found).toEqual([]);
    });
});
