import { RowError } from '../../domain/facts/facts';
import { presentText, record, text, whole32 } from './field-readers';

/** The error of a row. */
export const rowError = record<RowError>({ code: presentText, hresult: whole32, id: text, reason: text, message: text });
