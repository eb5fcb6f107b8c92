import { ChangeDetectionStrategy, Component, Input } from '@angular/core';
import { answerFile, answerFileKey, imageKeyCommand } from '../domain/what-if/answer-file';
import { installSteps } from '../domain/advice/commands';
import { AvmaKey } from '../domain/versions/keys';
import { saveFile } from './save-file';
import { avmaStrings, stepText, StepText } from './texts';

interface KeyView {
    readonly key: string;
    readonly name: string;
    readonly source: string;
    readonly steps: readonly StepText[];
    readonly fragment: string;
    readonly image: string;
}

/** An AVMA key and every way to bring it into a guest: typed, in an answer file, into an image. */
@Component({ selector: 'avma-key-tools', templateUrl: './key-tools.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class KeyToolsComponent {
    public readonly strings = avmaStrings();
    public view: KeyView | null = null;

    @Input() public set key(key: AvmaKey | null) {
        this.view = key && {
            key: key.key,
            name: `Windows Server ${key.family} ${this.strings.Editions[key.edition]}`,
            source: this.strings.Reference[key.evidence],
            steps: installSteps(key.key).map(stepText),
            fragment: answerFileKey(key.key),
            image: imageKeyCommand(key.key)
        };
    }

    public download(key: string): void {
        saveFile('unattend.xml', 'application/xml', answerFile(key));
    }
}
