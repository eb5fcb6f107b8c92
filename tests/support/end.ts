/** After the last spec of all. */
import { closeEngine } from './engine';

afterAll(closeEngine);
