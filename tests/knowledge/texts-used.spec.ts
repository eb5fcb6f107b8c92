/** Every text is shown somewhere, and every code has its texts: the resources hold neither too little nor too much. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostFailureCodes } from '../../src/app/data/host-failure';
import { applyModes } from '../../src/app/domain/facts/apply-facts';
import { applyFailureCodes, applyStartRefusals } from '../../src/app/domain/apply/apply-failures';
import { confirmationKinds } from '../../src/app/domain/apply/apply-plan';
import { groupKinds } from '../../src/app/domain/apply/apply-groups';
import { applyStates, runPhases } from '../../src/app/domain/apply/apply-states';
import { applyWarnings, planSkipCodes } from '../../src/app/domain/apply/apply-target';
import { evidences, noteCodes, reasonCodes, reasonRemarks, verdicts } from '../../src/app/domain/judgement/assessment';
import { adviceActions } from '../../src/app/domain/advice/advice-actions';
import { commandPurposes } from '../../src/app/domain/advice/commands';
import { dataExchangeFailureCodes } from '../../src/app/domain/inside/data-exchange-failures';
import { errorCauseIds } from '../../src/app/domain/errors/error-causes';
import { activationNotificationIds, errorCodes } from '../../src/app/domain/errors/error-codes';
import { eventOutcomes } from '../../src/app/domain/events/decode-event';
import { eventColumns } from '../../src/app/domain/events/event-export';
import { eventPeriods } from '../../src/app/domain/events/event-filter';
import { eventMeanings, ignorableEventIds } from '../../src/app/domain/events/event-meanings';
import { activationAnswers, hostCheckIds } from '../../src/app/domain/judgement/host-checks';
import { insideObstacles } from '../../src/app/domain/inside/inside-channel';
import { insideFailureCodes } from '../../src/app/domain/inside/inside-failures';
import { hypotheticalEditions } from '../../src/app/domain/what-if/hypothetical-host';
import { mergeRefusals } from '../../src/app/domain/what-if/merge-answer-file';
import { keyTargets } from '../../src/app/domain/apply/key-offers';
import { joinWays } from '../../src/app/domain/events/join-events';
import { logStates } from '../../src/app/domain/events/log-report';
import { ledgerProblemCodes, ledgerWriteProblems } from '../../src/app/domain/apply/ledger-reader';
import { drainOutcomes } from '../../src/app/domain/hosts/drain';
import { moveFilters } from '../../src/app/hosts/moves-view';
import { moveOutcomes } from '../../src/app/domain/hosts/moves';
import { comparedProperties } from '../../src/app/domain/hosts/node-differences';
import { productKeyProblems } from '../../src/app/domain/advice/product-key';
import { outcomeIds } from '../../src/app/domain/apply/run-progress';
import { topicIds } from '../../src/app/domain/advice/topics';
import { hostUsageStates, usageColumns } from '../../src/app/domain/events/usage-report';
import { licenseClasses } from '../../src/app/domain/versions/license-class';
import { unreadCauses } from '../../src/app/domain/judgement/unread';
import { usageUnknownCodes } from '../../src/app/domain/events/usage-unknowns';
import { standings } from '../../src/app/overview/overview-hosts';

const root = join(__dirname, '../..');
const prefix = 'CommunityAvma_';

const resources = JSON.parse(readFileSync(join(root, 'src/resources/strings/strings.resjson'), 'utf8')) as Record<string, string>;
const keys = Object.keys(resources)
    .filter(key => key.startsWith(prefix))
    .map(key => key.slice(prefix.length));

function sourceText(folder: string): string {
    return readdirSync(folder, { withFileTypes: true })
        .map(entry => {
            const path = join(folder, entry.name);
            return entry.isDirectory() ? sourceText(path) : /(?<!\.spec)\.ts$|\.html$/.test(entry.name) ? readFileSync(path, 'utf8') : '';
        })
        .join('\n');
}

const product = (left: readonly string[], right: readonly string[]): string[] => left.flatMap(one => right.map(two => `${one}_${two}`));
const hex = (code: number): string => (code >>> 0).toString(16).toUpperCase().padStart(8, '0');

/** Groups whose texts are looked up by a code, and the texts that they must have. */
const byCode: Readonly<Record<string, readonly string[]>> = {
    Verdicts: verdicts,
    VerdictTexts: verdicts,
    Reasons: product(reasonCodes, ['title', 'text', 'fix']),
    Advice: adviceActions,
    ReasonRemarks: product(reasonRemarks, ['title', 'text', 'fix']),
    Notes: product(noteCodes, ['title', 'text', 'fix']),
    Checks: product(hostCheckIds, ['title', 'ok', 'problem', 'warning', 'unknown', 'fix']),
    CheckStates: ['ok', 'problem', 'warning', 'unknown'],
    Failures: product(hostFailureCodes, ['title', 'text', 'fix']),
    Editions: ['datacenter', 'standard', 'essentials', 'azureEdition'],
    CommandPurposes: commandPurposes,
    Topics: product(topicIds, ['question', 'answer']),
    Errors: errorCodes.map(({ code }) => `x${hex(code)}`),
    Causes: product(errorCauseIds, ['title', 'text', 'here', 'fix']),
    // The others are named by their title, which holds nothing of a case.
    ReasonNames: reasonCodes.filter(code => resources[`${prefix}Reasons_${code}_title`].includes('{')),
    GuestChanges: ['new', 'verdict', 'state', 'name'],
    OsKinds: ['other', 'unknown'],
    InsideObstacles: insideObstacles,
    DataExchangeFailures: product(dataExchangeFailureCodes, ['title', 'fix']),
    InsideFailures: product(insideFailureCodes, ['title', 'text', 'fix']),
    Notifications: product(activationNotificationIds, ['title', 'text', 'fix']),
    ApplyModes: product(applyModes, ['title', 'text']),
    ApplyStates: applyStates,
    ApplyStateTexts: applyStates,
    RunPhases: runPhases,
    ApplyGroups: groupKinds,
    KeyClasses: ['avma', 'kmsClient', 'own'],
    ApplyWarnings: product(applyWarnings, ['title', 'text']),
    ApplyConfirmations: product(confirmationKinds, ['title', 'text']),
    ApplySkips: product(planSkipCodes, ['title', 'text', 'fix']),
    ApplyFailures: product(applyFailureCodes, ['title', 'text', 'fix']),
    ApplyStart: applyStartRefusals,
    LedgerWrites: ledgerWriteProblems,
    LedgerProblems: ledgerProblemCodes,
    ProductKeyProblems: productKeyProblems,
    ItemRemovals: ['removed', 'absent', 'failed']
};

/** Texts beside named ones of the same group, looked up by a code too. */
const alsoByCode: readonly string[] = [
    ...product(['HostsReport_states'], hostUsageStates),
    ...product(['Evidence'], evidences),
    'Commands_place_host',
    'Commands_place_guest',
    'Commands_shell_any',
    'Commands_shell_powershell',
    ...product(['Reference_kinds'], ['datacenter', 'standard', 'essentials', 'azureEdition', 'evaluation', 'server', 'client']),
    ...['keys', 'hosts', 'errors', 'answerFiles', 'leave', 'editions', 'kmsKeys', 'about', 'remembered', 'published', 'citedCopies'].map(
        one => `Reference_${one}`
    ),
    ...product(['WhatIf_editions'], hypotheticalEditions),
    ...['running', 'off', 'stopping', 'saved', 'paused', 'starting'].map(one => `States_${one}`),
    ...product(['LookInside_problems'], ['columns', 'unknownGuest', 'ambiguousGuest', 'duplicate']),
    ...product(['Inside_classes'], licenseClasses),
    ...product(
        ['Inside_statuses'],
        [0, 1, 2, 3, 4, 5, 6].map(status => `s${status}`)
    ),
    ...product(['Merge_changes'], ['added', 'newComponent', 'replaced', 'replacedKey', 'unchanged']),
    ...product(product(['Merge_refusals'], mergeRefusals), ['title', 'text', 'fix']),
    ...product(['Inside_components'], ['started', 'present', 'absent']),
    ...product(['Unread'], unreadCauses),
    ...product(
        ['Events_meanings'],
        eventMeanings.map(({ id }) => `e${id}`)
    ),
    ...product(
        ['Events_ignorable'],
        ignorableEventIds.map(id => `e${id}`)
    ),
    ...product(['GuestTimeline_kinds'], ['key', 'read', 'due']),
    ...product(['Evidence_counts'], evidences),
    ...product(['Events_outcomes'], eventOutcomes),
    ...product(['History_chartTitles'], ['day', 'hour']),
    ...product(['History_evidence'], ['documented', 'template', 'sample', 'none']),
    ...product(['History_tokens'], ['code', 'unknownCode', 'guid', 'name', 'date', 'noZone', 'text']),
    ...product(['History_standings'], ['documented', 'likely']),
    ...product(
        ['History_periods'],
        eventPeriods.map(period => `d${period}`)
    ),
    ...product(['UsageReport_columns'], usageColumns),
    ...product(['EventColumns'], eventColumns),
    ...product(['Apply_keyTargets', 'GuestKeys'], keyTargets),
    ...product(['RunOutcomes'], outcomeIds),
    ...product(['RunNotices'], ['done', 'installed', 'notActivated', 'checked', 'alreadyRight', 'none']),
    ...product(['Apply_channels'], ['direct', 'winrm']),
    ...product(['Apply_starts'], applyModes),
    ...product(['Events_joined'], [...joinWays, 'ambiguous', 'unassigned', 'self']),
    ...product(product(['Events_logStates'], logStates), ['title', 'text', 'fix']),
    ...product(['Events_unknowns'], usageUnknownCodes),
    ...['better', 'worse', 'same'].map(one => `WhatIf_${one}`),
    ...product(['Moves_drains', 'Moves_drainCounts'], drainOutcomes),
    ...product(['Moves_outcomes', 'Moves_cells'], moveOutcomes),
    ...product(['Moves_filters'], moveFilters),
    ...product(['Hosts_compared'], comparedProperties),
    ...product(['Hosts_answers'], activationAnswers),
    ...product(product(['Overview_standings'], ['one', 'nodes', 'hosts']), standings),
    ...product(
        ['Overview_findings'],
        ['failing', 'keyInstalled', 'overdue', 'soonDue', 'otherKey', 'notActivated', 'notChecked', 'needsConversion', 'unknown']
    ),
    ...product(['Overview_findings'], ['readLongAgo', 'created']),
    ...product(['Hosts_phases'], ['waiting', 'cancelled']),
    ...product(['Hosts_parts'], ['read', 'open', 'without', 'duplicate', 'failed', 'cancelled']),
    ...product(['Hosts_clusterStates'], ['up', 'down', 'paused', 'joining', 'unknown'])
];

describe('the texts', () => {
    for (const [group, wanted] of Object.entries(byCode)) {
        it(`${group}: one for each code, and no other`, () => {
            const found = keys.filter(key => key.startsWith(`${group}_`)).map(key => key.slice(group.length + 1));
            expect(found.sort()).toEqual([...wanted].sort());
        });
    }

    it('are all used', () => {
        const source = sourceText(join(root, 'src/app'));
        const unused = keys.filter(key => {
            const [group, ...rest] = key.split('_');
            if (group === 'Manifest' || byCode[group] || alsoByCode.includes(key)) {
                return false;
            }
            const path = [group, ...rest].join('.');
            return !new RegExp(`\\b${path}\\b`).test(source) && !new RegExp(`\\b(?:texts|details)\\.${rest.join('\\.')}\\b`).test(source);
        });
        expect(unused).toEqual([]);
    });

    it('that are looked up by a code exist', () => expect(alsoByCode.filter(key => !keys.includes(key))).toEqual([]));
});
