/** Generated facts: rows of the scenarios in which fields were replaced by anything, as far as the importers let them through. */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../build/project';
import { ImportError } from '../../../src/app/data/import/field-readers';
import { importActivationRow } from '../../../src/app/data/import/import-activation-row';
import { importEventRow } from '../../../src/app/data/import/import-event-row';
import { importGuestRow } from '../../../src/app/data/import/import-guest-row';
import { importHostRow } from '../../../src/app/data/import/import-host-row';
import { EventFacts } from '../../../src/app/domain/facts/event-facts';
import { ActivationFacts, GuestFacts, HostFacts } from '../../../src/app/domain/facts/facts';
import { LoggedRequest } from '../../../src/app/domain/facts/logged-request';

type Row = Readonly<Record<string, unknown>>;

interface Scenario {
    readonly input: { readonly host: Row; readonly guests: readonly Row[]; readonly activations: readonly Row[]; readonly events?: readonly Row[] };
}

const scenarios = ['guest-verdicts', 'readings', 'logged'].flatMap(
    name => JSON.parse(readFileSync(join(root, `tests/fixtures/scenarios/${name}.json`), 'utf8')) as readonly Scenario[]
);

/** Texts that mean something here, and any others. */
export const text: fc.Arbitrary<string> = fc.oneof(
    fc.constantFrom(
        '',
        ' ',
        '0xC004E016',
        '-1073422314',
        'C004F00F',
        '10.0.20348',
        '20348',
        '8',
        'S-1-5-18',
        '2026-11-30T12:00:00Z',
        '\\\\.\\a',
        'a@b',
        '\ud800'
    ),
    fc.fullUnicodeString({ maxLength: 40 }),
    fc.stringOf(fc.constantFrom(...'0xC4E-:.\\@=+"\'\n\t ;,<>&\u202e'.split('')), { maxLength: 60 })
);

/** Numbers as code may pass them, those of no machine among them. */
export const number: fc.Arbitrary<number> = fc.oneof(
    fc.constantFrom(0, -0, 1, 7, 8, 4, 17763, 20348, 26100, 0xc004e016, -0x80000000, NaN, Infinity, -Infinity, Number.MAX_SAFE_INTEGER, 0.5),
    fc.integer(),
    fc.double()
);

export const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { freq: 5 });

/** Dates that importers let through, the first and the last year among them. */
export const date: fc.Arbitrary<string> = fc.oneof(
    fc.constantFrom('0000-01-01T00:00:00Z', '1601-01-01T00:00:00Z', '9999-12-31T23:59:59.9999999Z', '2026-11-30T12:00:00Z', '2026-11-30T12:00:00+14:00'),
    fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z') }).map(value => value.toISOString())
);

const replacement: fc.Arbitrary<unknown> = fc.oneof(
    text,
    date,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
    fc.array(number, { maxLength: 3 })
);

const item = fc.record({
    name: fc.oneof(fc.constantFrom('OSBuildNumber', 'OSEditionId', 'OSPlatformId', 'ProductType', 'FullyQualifiedDomainName'), text),
    data: text
});

/** A row with up to three fields replaced; null where its importer refuses it, which is the importer's work. */
function changed<T>(rows: readonly Row[], read: (row: unknown) => T): fc.Arbitrary<T> {
    return fc
        .constantFrom(...rows)
        .chain(row =>
            fc
                .array(fc.tuple(fc.constantFrom(...Object.keys(row)), fc.oneof(replacement, fc.array(item, { maxLength: 4 }))), { maxLength: 3 })
                .map(changes => ({ ...row, ...Object.fromEntries(changes) }))
        )
        .map(row => {
            try {
                return { row: read(row) };
            } catch (error) {
                if (!(error instanceof ImportError)) {
                    throw error;
                }
                return null;
            }
        })
        .filter((one): one is { row: T } => one !== null)
        .map(({ row }) => row);
}

function importEvent(row: unknown): EventFacts {
    const read = importEventRow(row);
    if (read.kind !== 'event') {
        throw new ImportError('', 'an event', row);
    }
    return read.event;
}

export const host: fc.Arbitrary<HostFacts> = changed(
    scenarios.map(({ input }) => input.host),
    row => importHostRow(row)
);

export const guest: fc.Arbitrary<GuestFacts> = changed(
    scenarios.flatMap(({ input }) => input.guests),
    row => importGuestRow(row)
);

export const activation: fc.Arbitrary<ActivationFacts> = changed(
    scenarios.flatMap(({ input }) => input.activations),
    row => importActivationRow(row)
);

export const event: fc.Arbitrary<EventFacts> = changed(
    scenarios.flatMap(({ input }) => input.events ?? []),
    importEvent
);

export const request: fc.Arbitrary<LoggedRequest> = fc.record({
    at: date,
    code: fc.integer({ min: 0, max: 0xffffffff }),
    by: fc.constantFrom('id' as const, 'fqdn' as const),
    otherHost: orNull(text)
});
