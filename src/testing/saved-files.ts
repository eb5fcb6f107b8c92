/** Files that a page hands to the browser to save, for specs. */

export interface SavedFile {
    readonly name: string;
    readonly type: string;
    readonly content: Blob;
}

/** From now on until the spec ends, nothing is saved; what would be is listed. */
export function savedFiles(): readonly SavedFile[] {
    const files: SavedFile[] = [];
    let made = new Blob();
    spyOn(URL, 'createObjectURL').and.callFake(content => {
        made = content as Blob;
        return 'blob:none';
    });
    spyOn(HTMLAnchorElement.prototype, 'click').and.callFake(function (this: HTMLAnchorElement) {
        files.push({ name: this.download, type: made.type.split(';')[0], content: made });
    });
    return files;
}
