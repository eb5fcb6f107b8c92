/**
 * npm run --silent assess -- FILE: what the tool says of the facts in a file ("-" reads standard input).
 * Prints a JSON array of assessments, one a guest, in order. Bad input: exit code 2 and one line that names file and field.
 */
import { readFileSync } from 'node:fs';
import { AvmaCase, importCase } from '../app/data/import/import-case';
import { ImportError } from '../app/data/import/field-readers';
import { assess } from '../app/domain/judgement/assess';
import { Assessment } from '../app/domain/judgement/assessment';
import { logsByName, newestRequests } from '../app/domain/events/logged-requests';
import { ActivationFacts } from '../app/domain/facts/facts';
import { guestKey } from '../app/domain/facts/guest-key';

function readCase(file: string): AvmaCase {
    const content = readFileSync(file === '-' ? 0 : file, 'utf8').replace(/^\uFEFF/, '');
    return importCase(JSON.parse(content));
}

/** Of several readings of a guest the last one without an error counts. */
function assessCase(facts: AvmaCase): Assessment[] {
    const inside = new Map<string, ActivationFacts>();
    for (const activation of facts.activations.filter(one => one.error === null)) {
        inside.set(activation.vmId, activation);
    }
    const logs = logsByName(facts.host, facts.guests, facts.events);
    const requests = newestRequests(logs);
    return facts.guests.map(guest => {
        const key = guestKey({ hostName: logs[0].hostName, vmId: guest.vmId });
        return assess(facts.host, guest, inside.get(guest.vmId), requests.get(key));
    });
}

/** One line about what is wrong with the file. */
function complaint(file: string, error: unknown): string {
    const oneLine = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ');
    if (error instanceof ImportError) {
        // What is wrong with the whole file has no path.
        return `${file}: ${error.path === '' ? oneLine.replace(/^: /, '') : oneLine}`;
    }
    return error instanceof SyntaxError ? `${file}: not JSON: ${oneLine}` : `${file}: cannot be read: ${oneLine}`;
}

function main(files: readonly string[]): number {
    if (files.length !== 1) {
        process.stderr.write(
            'usage: npm run --silent assess -- FILE   (a JSON file {"host": {...}, "guests": [...], "activations": [...], "events": [...]}, or - for standard input)\n'
        );
        return 2;
    }
    try {
        process.stdout.write(`${JSON.stringify(assessCase(readCase(files[0])), null, 2)}\n`);
        return 0;
    } catch (error) {
        process.stderr.write(`${complaint(files[0], error)}\n`);
        return 2;
    }
}

process.exitCode = main(process.argv.slice(2));
