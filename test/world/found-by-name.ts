// Which contracts the help desk's search finds by a name.

import { searchText } from '../../src/domain/search-words.ts';
import type { Deployment } from '../../src/procedures/deployment.ts';

export async function findByName(world: Deployment, bankCode: string, name: string): Promise<string[]> {
  const rows = await world.store.db
    .selectFrom('contract_word')
    .innerJoin('contract', 'contract.id', 'contract_word.contract')
    .select(['contract.contract_id as contractId', 'word'])
    .where('contract_word.bank_code', '=', bankCode)
    .execute();
  const text = searchText(name);
  return rows.filter(({ word }) => word.startsWith(text)).map(({ contractId }) => contractId);
}
