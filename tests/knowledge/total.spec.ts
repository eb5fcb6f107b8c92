/**
 * Everything in `domain` that reads what hosts, guests, files and people write is total: whatever they write, it neither throws nor goes on forever. Facts are
 * those that importers let through.
 */
import fc from 'fast-check';
import * as ts from 'typescript';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../build/project';
import { factCalls, listCalls } from './support/fact-calls';
import { ownValues } from './support/own-values';
import { numberCalls, textCalls } from './support/text-calls';

const calls = [...textCalls, ...numberCalls, ...factCalls, ...listCalls];
const folder = join(root, 'src/app/domain');

/** The exported functions of `domain`, by name. */
function exportedFunctions(): readonly string[] {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts') && !name.endsWith('.spec.ts'));
    return files.flatMap(name => {
        const source = ts.createSourceFile(name, readFileSync(join(folder, name), 'utf8'), ts.ScriptTarget.ES2022);
        return source.statements.flatMap(statement => {
            const exported = ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
            if (!exported) {
                return [];
            }
            if (ts.isFunctionDeclaration(statement)) {
                return [statement.name?.text ?? ''];
            }
            return ts.isVariableStatement(statement)
                ? statement.declarationList.declarations.flatMap(({ name: variable, initializer }) =>
                      initializer && ts.isArrowFunction(initializer) && ts.isIdentifier(variable) ? [variable.text] : []
                  )
                : [];
        });
    });
}

describe('domain is total', () => {
    it('is asked for every function that it exports', () => {
        const asked = new Set([...calls.map(({ name }) => name), ...ownValues]);
        const exported = exportedFunctions();
        expect(exported.filter(name => !asked.has(name))).toEqual([]);
        expect([...asked].filter(name => !exported.includes(name))).toEqual([]);
    });

    calls.forEach(({ name, args, run }) => {
        it(`${name} answers whatever it is given`, () => {
            // The same seed in every run, so that a failure is one for everybody; `seed` and `path` of a failure's message replay it.
            expect(() =>
                fc.assert(
                    fc.property(args, given => void run(given)),
                    { seed: 20, numRuns: 100 }
                )
            ).not.toThrow();
        });
    });
});
