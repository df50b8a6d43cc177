import { objectTable } from '../support/object-table.ts';
import { tableContract } from './table.ts';

tableContract('plain objects', async () => objectTable());
