import { ChangeDetectionStrategy, Component, EventEmitter, Input, Output } from '@angular/core';
import { NoteCode, Particulars, ReasonCode } from '../domain/judgement/assessment';
import { errorCode } from '../domain/errors/error-codes';
import { errorPage } from '../domain/errors/error-pages';
import { ExplainedCode, explainCodes } from '../domain/errors/explain-codes';
import { pages } from '../domain/advice/links';
import { ErrorText, errorTexts } from './error-texts';
import { avmaStrings, codeText, fillText } from './texts';

interface LookedUp {
    readonly texts: ErrorText;
    /** What is said of a code that no table knows; empty for the others. */
    readonly unknownText: string;
    /** Whether slmgr itself would have said more than a number; empty for unknown codes. */
    readonly slmgrText: string;
    /** Says that Microsoft's page lets you ignore the code; empty for the others. */
    readonly ignorableText: string;
    readonly page: string;
}

/** Finds result codes in whatever is pasted and says what they mean: in general, or with the facts of a guest. */
@Component({ selector: 'avma-error-look-up', templateUrl: './error-look-up.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class ErrorLookUpComponent {
    /** What is known of the guest that is looked at and of its host; nothing in the reference. */
    @Input() public particulars: Particulars = {};
    /** What its assessment found: the causes that fit come first. */
    @Input() public findings: ReadonlyArray<ReasonCode | NoteCode> = [];
    /** Makes labels unique where two look-ups are on a page. */
    @Input() public name = 'error';
    /** The level of the headings below: one more than what is around. */
    @Input() public level = 3;
    @Output() public readonly textChange = new EventEmitter<string>();
    public readonly strings = avmaStrings();
    public pasted = '';
    public found: readonly LookedUp[] = [];
    /** Says how many codes aren't shown; empty if all are. */
    public omittedText = '';

    @Input() public set text(text: string | null) {
        this.pasted = text ?? '';
        const { codes, omitted } = explainCodes(this.pasted, this.particulars, this.findings);
        this.found = codes.map(one => this.lookUp(one));
        this.omittedText = omitted === 0 ? '' : fillText(this.strings.Reference.errorOmitted, { count: omitted });
    }

    public enter(text: string): void {
        this.text = text;
        this.textChange.emit(text);
    }

    private lookUp({ code, known, advice, ignorable }: ExplainedCode): LookedUp {
        const texts = this.strings.Reference;
        const explained = errorCode(code);
        return {
            texts: errorTexts(advice, this.particulars),
            unknownText: known ? '' : fillText(texts.errorUnknown, { code: codeText(code) }),
            slmgrText: explained ? (explained.inSlmgrTable ? texts.errorSlmgr : texts.errorNoSlmgr) : '',
            ignorableText: ignorable ? texts.errorIgnorable : '',
            page: errorPage(code) ?? pages.errorCodes
        };
    }
}
