/** What the look-up of the tool says of the codes in a text, as the command prints it. */
import { join } from 'node:path';
import { readResources, stringsFolder } from '../../build/strings';
import { ErrorCauseId } from '../app/domain/errors/error-causes';
import { writtenCode } from '../app/domain/errors/error-codes';
import { causeSource } from '../app/domain/errors/error-pages';
import { explainCodes } from '../app/domain/errors/explain-codes';

interface Cause {
    readonly id: ErrorCauseId;
    readonly title: string;
    readonly fix: string;
    /** An address, or how firm the cause is without one. */
    readonly source: string;
}

interface Code {
    readonly written: string;
    readonly code: string;
    readonly symbol: string | null;
    readonly title: string;
    readonly causes: readonly Cause[];
    readonly ignorable: boolean;
}

export interface Explanation {
    readonly codes: readonly Code[];
    readonly omitted: number;
}

const resources = readResources(join(stringsFolder, 'strings.resjson'));
const text = (name: string): string | undefined => resources[`CommunityAvma_${name}`];

export function explainText(pasted: string): Explanation {
    const { codes, omitted } = explainCodes(pasted);
    return {
        codes: codes.map(({ written, advice, ignorable }) => {
            const code = writtenCode(advice.code);
            return {
                written,
                code,
                symbol: advice.symbol,
                title: text(`Errors_x${code.slice(2)}`) ?? advice.symbol ?? (text('Reference_errorUnknown') ?? '').replace('{code}', code),
                causes: advice.causes.map(({ id }) => ({
                    id,
                    title: text(`Causes_${id}_title`) ?? '',
                    fix: text(`Causes_${id}_fix`) ?? '',
                    source: causeSource(advice.code, id)
                })),
                ignorable
            };
        }),
        omitted
    };
}
