import type { Actor } from '../../kernel/actor.js';
import { iso } from '../../kernel/clock.js';
import type { Language } from '../../kernel/language.js';
import { maskedPhone } from '../../kernel/phone.js';
import type { DepartmentDirectory } from '../reference/index.js';
import type { CadreView } from './cadres.dto.js';
import type { CadreDetails } from './cadres.read-model.js';
import { seesWholePhone } from './domain/cadre-access.js';

interface Beholder {
  readonly actor: Actor;
  readonly language: Language;
}

export function presentCadre(
  cadre: CadreDetails,
  { actor, language }: Beholder,
  departments: DepartmentDirectory,
): CadreView {
  const { id, departmentId } = cadre;
  return {
    id,
    name: cadre.name,
    phone: seesWholePhone(actor, id) ? cadre.phone : maskedPhone(cadre.phone),
    regionCode: cadre.regionCode,
    departmentId,
    department: { id: departmentId, name: departments.name(departmentId, language) },
    specialties: [...cadre.specialties],
    capacity: cadre.capacity,
    openCount: cadre.openCount,
    onDuty: cadre.onDuty,
    deputyId: cadre.deputyId,
    leave: cadre.leave.map(({ from, to }) => ({ from, to })),
    createdAt: iso(cadre.createdAt),
    updatedAt: iso(cadre.updatedAt),
    version: cadre.version,
  };
}
