/** The generated part of docs/troubleshooting.md: the tool's tables of causes and fixes as a page to read and search. */
import { join } from 'node:path';
import { hostFailureCodes } from '../src/app/data/host-failure';
import { applyFailureCodes } from '../src/app/domain/apply/apply-failures';
import { applyStates } from '../src/app/domain/apply/apply-states';
import { planSkipCodes } from '../src/app/domain/apply/apply-target';
import { noteCodes, Particulars, reasonCodes, reasonRemarks, verdicts } from '../src/app/domain/judgement/assessment';
import { CommandStep, ownKeyPlaceholder, stepsForInsideFailure, stepsForNote, stepsForReason } from '../src/app/domain/advice/commands';
import { dataExchangeFailureCodes } from '../src/app/domain/inside/data-exchange-failures';
import { ErrorCauseId, errorCauseIds } from '../src/app/domain/errors/error-causes';
import { activationNotificationIds, errorCodes, ErrorEvidence, writtenCode } from '../src/app/domain/errors/error-codes';
import { errorPages } from '../src/app/domain/errors/error-pages';
import { insideFailureCodes } from '../src/app/domain/inside/inside-failures';
import { hostFailureLink, noteLink, reasonLink } from '../src/app/domain/advice/links';
import { logStates } from '../src/app/domain/events/log-report';
import { TopicId, topicIds, topicLink, topicSteps } from '../src/app/domain/advice/topics';
import { BuildError } from './build-error';
import { resourceName } from './project';
import { Resources, stringsFolder } from './strings';

/** Stands for a machine's id in commands. */
const machineId = '00000000-0000-0000-0000-000000000000';

/** The guest in the commands: Windows Server 2019 Datacenter, off. For evaluations, the evaluation edition of it. */
// eslint-disable-next-line no-restricted-syntax -- an example, which the page names
const datacenter: Particulars = { guestBuild: 17763, guestSku: 8, keyLastFive: 'WMBMW', enabledState: 3 };
const evaluation: Particulars = { ...datacenter, guestSku: 80 };

const evidenceWords: Readonly<Record<ErrorEvidence, string>> = {
    official: "Microsoft's own text or page",
    reported: 'public reports agree',
    inferred: 'inferred, not documented'
};

/** Escapes characters with a meaning in Markdown. */
const escaped = (text: string): string => text.replace(/[\\`*_<>[\]|]/g, '\\$&');

/** Replaces a placeholder with words: {guestName} -> *guest name*. */
function worded(text: string): string {
    return escaped(text).replace(/\{(\w+)\}/g, (_, name: string) => `*${name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`).replace('sku', 'SKU')}*`);
}

/** A heading with a fixed anchor, so that links don't depend on its text. */
const heading = (level: number, anchor: string, title: string): string[] => [`<a id="${anchor}"></a>`, '', `${'#'.repeat(level)} ${title}`, ''];

class Page {
    constructor(private readonly resources: Resources) {}

    /** @throws BuildError for a missing resource */
    public text(key: string): string {
        const found = this.resources[`${resourceName}_${key}`];
        if (found === undefined) {
            throw new BuildError(join(stringsFolder, 'strings.resjson'), null, `"${resourceName}_${key}" is missing.`, 'The documents need it.');
        }
        return worded(found);
    }

    public questions(): string[] {
        const one = (id: TopicId): string[] => {
            const page = topicLink(id);
            return [
                ...heading(3, `question-${id}`, this.text(`Topics_${id}_question`)),
                this.text(`Topics_${id}_answer`),
                '',
                ...this.commands(topicSteps(id)),
                ...(page === null ? [] : [`[Microsoft's page](${page})`, ''])
            ];
        };
        return topicIds.flatMap(one);
    }

    /** A list of short descriptions without fixes. */
    public meanings(names: readonly string[], titles: string, texts: string): string[] {
        return [...names.map(name => `* **${this.text(`${titles}_${name}`)}** - ${this.text(`${texts}_${name}`)}`), ''];
    }

    public explained(
        group: string,
        codes: readonly string[],
        steps: (code: string) => readonly CommandStep[],
        link: (code: string) => string | null
    ): string[] {
        return codes.flatMap(code => {
            const part = (name: string): string | null =>
                `${resourceName}_${group}_${code}_${name}` in this.resources ? this.text(`${group}_${code}_${name}`) : null;
            const page = link(code);
            return [
                ...heading(3, `${group.toLowerCase()}-${code}`, this.text(`${group}_${code}_title`)),
                ...[part('text')].flatMap(text => (text === null ? [] : [text, ''])),
                ...[part('fix')].flatMap(fix => (fix === null ? [] : [`**What to do:** ${fix}`, ''])),
                ...this.commands(steps(code)),
                ...(page === null ? [] : [`[Microsoft's page](${page})`, ''])
            ];
        });
    }

    public codes(): string[] {
        const rows = errorCodes.map(({ code, symbol, causes, evidence, inSlmgrTable }) => {
            const written = writtenCode(code);
            const likely = causes.map(id => `[${this.text(`Causes_${id}_title`)}](#cause-${id})`).join('; ');
            const name = symbol === null ? '' : `<br>\`${symbol}\``;
            const official = this.text(`Errors_x${written.slice(2)}`);
            return `| <a id="${written}"></a>**${written}**${name} | ${official} | ${likely} (${evidenceWords[evidence]}) | ${inSlmgrTable ? 'yes' : 'no'} |`;
        });
        return ['| Code | Official text | Likely causes, in order (how firm the first is) | slmgr explains it |', '| --- | --- | --- | --- |', ...rows, ''];
    }

    public causes(): string[] {
        const codesOf = (id: ErrorCauseId): string =>
            errorCodes
                .filter(({ causes }) => causes.includes(id))
                .map(({ code }) => `[${writtenCode(code)}](#${writtenCode(code)})`)
                .join(', ');
        const sourcesOf = (id: ErrorCauseId): string[] => {
            const named = errorPages.filter(({ codes }) => [...codes.values()].some(causes => causes.includes(id)));
            const links = named.map(({ url, date }) => `[${url.split('/').slice(-2).join('/')}](${url}) (${date})`);
            return links.length === 0 ? [] : [`Named by: ${links.join(', ')}`, ''];
        };
        return errorCauseIds.flatMap(id => [
            ...heading(3, `cause-${id}`, this.text(`Causes_${id}_title`)),
            this.text(`Causes_${id}_text`),
            '',
            `**What to do:** ${this.text(`Causes_${id}_fix`)}`,
            '',
            `Codes: ${codesOf(id)}`,
            '',
            ...sourcesOf(id)
        ]);
    }

    private commands(steps: readonly CommandStep[]): string[] {
        return steps.flatMap(({ place, purpose, lines }) => [
            `${this.text(`Commands_place_${place}`)}: ${this.text(`CommandPurposes_${purpose}`)}${lines.some(line => line.includes(ownKeyPlaceholder)) ? ` ${this.text('Commands_ownKey')}` : ''}`,
            '',
            '```powershell',
            ...lines,
            '```',
            ''
        ]);
    }
}

const nothing = (): readonly CommandStep[] => [];
const nowhere = (): null => null;

/** @throws BuildError for a missing resource */
export function troubleshooting(resources: Resources): string {
    const page = new Page(resources);
    const inside = [...insideFailureCodes];
    const find = <T extends string>(codes: readonly T[], code: string): T => codes.find(one => one === code) as T;
    return [
        ...heading(2, 'questions', 'Questions'),
        ...page.questions(),
        ...heading(2, 'results', 'Results of a guest'),
        ...page.meanings(verdicts, 'Verdicts', 'VerdictTexts'),
        ...heading(2, 'reasons', 'Reasons for a result'),
        ...page.explained(
            'Reasons',
            reasonCodes,
            code => stepsForReason(find(reasonCodes, code), code.startsWith('evaluation') ? evaluation : datacenter, machineId),
            code => reasonLink(find(reasonCodes, code))
        ),
        ...heading(2, 'reason-remarks', 'Reasons in special cases'),
        ...page.explained('ReasonRemarks', reasonRemarks, nothing, nowhere),
        ...heading(2, 'notes', 'Worth knowing beside a result'),
        ...page.explained(
            'Notes',
            noteCodes,
            code => stepsForNote(find(noteCodes, code), datacenter, machineId),
            code => noteLink(find(noteCodes, code))
        ),
        ...heading(2, 'host', 'A host that cannot be read'),
        ...page.explained('Failures', hostFailureCodes, nothing, hostFailureLink),
        ...heading(2, 'inside', 'A guest that cannot be read inside'),
        ...page.explained('InsideFailures', inside, code => stepsForInsideFailure(find(insideFailureCodes, code)), nowhere),
        ...heading(2, 'apply-states', 'States of a guest in a run'),
        ...page.meanings(applyStates, 'ApplyStates', 'ApplyStateTexts'),
        ...heading(2, 'apply-skips', 'Why a plan leaves a guest out'),
        ...page.explained('ApplySkips', planSkipCodes, nothing, nowhere),
        ...heading(2, 'apply-failures', 'Why a key was refused, or did not activate'),
        ...page.explained('ApplyFailures', applyFailureCodes, nothing, nowhere),
        ...heading(2, 'data-exchange', 'Data Exchange that was not changed'),
        ...page.explained('DataExchangeFailures', dataExchangeFailureCodes, nothing, nowhere),
        ...heading(2, 'logs', 'Event logs'),
        ...page.explained('Events_logStates', logStates, nothing, nowhere),
        ...heading(2, 'notifications', 'The four notifications of event 12309'),
        ...page.explained('Notifications', activationNotificationIds, nothing, nowhere),
        ...heading(2, 'codes', 'Error codes'),
        ...page.codes(),
        ...heading(2, 'causes', 'Causes of error codes'),
        ...page.causes()
    ].join('\n');
}
