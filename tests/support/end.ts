/** Runs after the last spec. */
import { closeEngine } from './engine';

afterAll(closeEngine);
