import type { EntityManager } from 'typeorm';
import type { Bilingual } from '#domain/policy/policy.js';
import { UnitEntity } from './entities/unit.entity.js';

export interface UnitRecord {
  id: string;
  name: Bilingual;
  parent: string | null;
  isActive: boolean;
}

/** All units, also those given up, in the order of their ids. */
export async function listUnits(manager: EntityManager): Promise<UnitRecord[]> {
  const rows = await manager.find(UnitEntity, { order: { id: 'ASC' } });
  return rows.map(({ id, nameTh, nameEn, parent, isActive }) => ({
    id,
    name: { th: nameTh, en: nameEn },
    parent,
    isActive,
  }));
}

/** Adds the unit or changes it. */
export async function saveUnit(manager: EntityManager, unit: UnitRecord): Promise<void> {
  const { id, name, parent, isActive } = unit;
  await manager.upsert(UnitEntity, { id, nameTh: name.th, nameEn: name.en, parent, isActive }, ['id']);
}
