/** Why changing a machine's Data Exchange failed: the codes of `Enable-AvmaDataExchange`. */
import { DataExchangeOutcome } from '../facts/facts';

export const dataExchangeFailureCodes = [
    'notFound',
    'refused',
    'jobFailed',
    'jobTimeout',
    'notChanged',
    'notSupported',
    'accessDenied',
    'unclassified'
] as const;
export type DataExchangeFailureCode = (typeof dataExchangeFailureCodes)[number];

/** Null if Data Exchange is in the requested state. */
export function dataExchangeFailure({ outcome, error }: DataExchangeOutcome): DataExchangeFailureCode | null {
    if (outcome === 'done' || outcome === 'already') {
        return null;
    }
    return outcome === 'notFound' ? 'notFound' : (dataExchangeFailureCodes.find(code => code === error?.code) ?? 'unclassified');
}
