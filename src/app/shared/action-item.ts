import { ActionButton } from '@microsoft/windows-admin-center-sdk/angular';

/** An entry of a menu in an action bar. */
export function actionItem(text: string, execute: () => void): ActionButton {
    const action = new ActionButton();
    action.text = text;
    action.execute = execute;
    return action;
}
