/** Functions of `domain` that read texts and numbers. */
import fc from 'fast-check';
import { readVisits, visitHost, withVisit, writeVisits } from '../../../src/app/domain/hosts/visits';
import * as advice from '../../../src/app/domain/advice/commands';
import * as productKey from '../../../src/app/domain/advice/product-key';
import { applyFailure, retryDelay } from '../../../src/app/domain/apply/apply-failures';
import { commentText, literal } from '../../../src/app/domain/apply/by-hand';
import { readLedger, readTop } from '../../../src/app/domain/apply/ledger-reader';
import { recordedLastFive, recordedStatus } from '../../../src/app/domain/versions/recorded-license';
import { recordedCode } from '../../../src/app/domain/apply/recorded-row';
import * as notations from '../../../src/app/domain/errors/code-notations';
import { errorAdvice } from '../../../src/app/domain/errors/error-advice';
import * as errorCodes from '../../../src/app/domain/errors/error-codes';
import { errorPage } from '../../../src/app/domain/errors/error-pages';
import { explainCodes } from '../../../src/app/domain/errors/explain-codes';
import { findErrorCodes } from '../../../src/app/domain/errors/find-error-codes';
import { otherNumbers } from '../../../src/app/domain/errors/other-numbers';
import * as eventFilter from '../../../src/app/domain/events/event-filter';
import { eventMeaning } from '../../../src/app/domain/events/event-meanings';
import { resultIn, tokensOf } from '../../../src/app/domain/events/event-tokens';
import { chartUnit } from '../../../src/app/domain/events/outcome-chart';
import { isReadLongAgo } from '../../../src/app/domain/facts/due';
import { guestKey, hostOfKey, idOf } from '../../../src/app/domain/facts/guest-key';
import { isHostName, namesIn } from '../../../src/app/domain/facts/host-names';
import { distinctNames, nodeAddress, sameMachine, shortName } from '../../../src/app/domain/facts/node-names';
import * as guestFilter from '../../../src/app/domain/guests/guest-filter';
import { accountListReader } from '../../../src/app/domain/inside/account-list';
import { countedAccount } from '../../../src/app/domain/inside/counted-account';
import { isOwnAccount } from '../../../src/app/domain/inside/guest-target';
import { insideFailureCode } from '../../../src/app/domain/inside/inside-failures';
import { limitedWait, stepLimitMs, stepLimits } from '../../../src/app/domain/inside/time-limits';
import * as readingTerm from '../../../src/app/domain/judgement/reading-term';
import { countSignIns, exhaustedUntil, readSignIns, withinWindow } from '../../../src/app/domain/sign-in/sign-in-log';
import * as csv from '../../../src/app/domain/text/csv';
import { folded, foldedWords } from '../../../src/app/domain/text/folded-text';
import { alsoMask, maskTexts, secretMask } from '../../../src/app/domain/text/masked-text';
import { readXml } from '../../../src/app/domain/text/xml-elements';
import { readXmlFile } from '../../../src/app/domain/text/xml-file';
import * as builds from '../../../src/app/domain/versions/builds';
import * as editions from '../../../src/app/domain/versions/editions';
import * as keys from '../../../src/app/domain/versions/keys';
import { kmsClientKey, kmsClientKeyOf } from '../../../src/app/domain/versions/kms-client-keys';
import * as answerFiles from '../../../src/app/domain/what-if/answer-file';
import { mergeIntoFile, mergeIntoText } from '../../../src/app/domain/what-if/merge-answer-file';
import { guest, number, orNull, text } from './hostile-facts';
import { Call, call, called, few, sku, build, bytes, params, publishedKey } from './domain-call';
import { Judged, judged } from './judged-guests';

export const textCalls: readonly Call[] = [
    call(productKey.genericKey, text),
    call(productKey.readProductKey, text),
    call(productKey.withoutKeys, text),
    call(commentText, text),
    call(literal, text),
    call(readTop, text),
    call(
        readLedger,
        text,
        orNull(text).map(part => () => part)
    ),
    call(recordedCode, text),
    call(recordedLastFive, orNull(text)),
    call(recordedStatus, orNull(number)),
    call(notations.plainText, text),
    call(notations.codesInRuns, text),
    call(notations.codesWithSpaces, text),
    call(notations.shortNumbers, text),
    call(findErrorCodes, text),
    called('explainCodes', (written: string) => explainCodes(written), text),
    called('otherNumbers', (written: string, start: number, code: number) => otherNumbers(written)(start, code), text, number, number),
    call(resultIn, text),
    called('tokensOf', (written: string) => tokensOf(written, resultIn(written)), text),
    call(applyFailure, text),
    call(insideFailureCode, text),
    call(
        hostOfKey,
        fc.tuple(text, guest).map(([hostName, { vmId }]) => guestKey({ hostName, vmId }))
    ),
    call(idOf, text),
    call(isHostName, text),
    call(namesIn, text),
    call(shortName, text),
    call(sameMachine, text, text),
    call(nodeAddress, text, orNull(text)),
    call(distinctNames, few(text)),
    called('accountListReader', (list: Judged[], written: string) => accountListReader(list)(written), few(judged), text),
    call(countedAccount, text, orNull(number)),
    call(isOwnAccount, text),
    call(readVisits, orNull(text)),
    called('visitHost', (written: string, host: string, at: string) => visitHost(readVisits(written).get(host) ?? null, at), text, text, text),
    called('withVisit', (written: string, host: string, at: string) => withVisit(readVisits(written), host, visitHost(null, at)), text, text, text),
    called('writeVisits', (written: string) => writeVisits(readVisits(written)), text),
    call(readSignIns, orNull(text)),
    called('withinWindow', (written: string, now: number) => withinWindow(readSignIns(written), now), text, number),
    called('countSignIns', (written: string, account: string, now: number) => countSignIns(readSignIns(written), account, now), text, text, number),
    called('exhaustedUntil', (written: string, account: string, now: number) => exhaustedUntil(readSignIns(written), account, now), text, text, number),
    call(csv.neutralised, text),
    call(csv.original, text),
    call(csv.isFormula, text),
    call(csv.csvLine, few(fc.oneof(text, number, fc.boolean(), fc.constant(null)))),
    call(csv.csvHead, few(text)),
    call(csv.toCsv, few(text), few(few(text))),
    call(folded, text),
    call(foldedWords, orNull(text)),
    called('secretMask', (secrets: string[], written: string) => secretMask(secrets)(written), few(text), text),
    called('alsoMask', (secret: string, written: string) => alsoMask(secretMask([]), secret)(written), text, text),
    called('maskTexts', (value: unknown, secret: string) => maskTexts(value, secretMask([secret])), fc.jsonValue(), text),
    call(readXml, text),
    call(readXmlFile, bytes),
    call(answerFiles.isProductKey, text),
    call(mergeIntoText, text, publishedKey),
    call(mergeIntoFile, bytes, publishedKey),
    call(keys.lastFive, text),
    call(keys.avmaKeyByLastFive, orNull(text)),
    call(eventFilter.eventFilterFromParams, params),
    called(
        'eventFilterToParams',
        (given: Parameters<typeof eventFilter.eventFilterFromParams>[0]) => eventFilter.eventFilterToParams(eventFilter.eventFilterFromParams(given)),
        params
    ),
    call(guestFilter.filterFromParams, params),
    called(
        'filterToParams',
        (given: Parameters<typeof guestFilter.filterFromParams>[0]) => guestFilter.filterToParams(guestFilter.filterFromParams(given)),
        params
    )
];

export const numberCalls: readonly Call[] = [
    call(errorCodes.unsignedCode, number),
    call(errorCodes.writtenCode, number),
    call(errorCodes.errorCode, number),
    call(errorCodes.symbolOf, number),
    call(errorCodes.isKnownCode, number),
    call(errorCodes.activationNotification, number),
    called('errorAdvice', (code: number) => errorAdvice(code), number),
    call(errorPage, number),
    call(eventMeaning, number),
    call(retryDelay, number),
    call(limitedWait, number),
    call(
        stepLimitMs,
        fc.constantFrom('connect' as const, 'check' as const, 'install' as const, 'activate' as const, 'readBack' as const, 'end' as const),
        number
    ),
    called('stepLimits', (setting: number) => stepLimits(setting)({ step: 'connect' }), number),
    call(chartUnit, orNull(number)),
    call(eventFilter.periodStart, fc.constantFrom(...eventFilter.eventPeriods), number),
    call(guestFilter.guestState, orNull(number)),
    call(builds.azureLocalBuild, orNull(text)),
    call(builds.knownAzureLocalSetup, orNull(text)),
    call(builds.serverVersion, build),
    call(editions.edition, sku),
    call(editions.hostEditionName, sku),
    call(editions.hostEditionKind, number),
    call(keys.avmaKey, build, sku),
    call(kmsClientKey, build, sku),
    called('kmsClientKeyOf', (of: number | null, semiAnnual: boolean) => kmsClientKeyOf(of, 'datacenter', semiAnnual), build, fc.boolean()),
    call(advice.conversionSteps, build, sku),
    call(advice.stepsForGuest, build, sku),
    call(readingTerm.isImplausibleTerm, number),
    call(isReadLongAgo, number, number)
];
