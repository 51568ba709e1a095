import type { ClockDefinition } from '#domain/clock/clock-definition.js';
import type { Policy } from '#domain/policy/policy.js';
import type { Role } from '#domain/policy/role.js';
import type { Language } from '#web/language/language.js';
import { citationText } from '#web/wording/citation.wording.js';
import { listedName } from '#web/wording/listed.wording.js';
import { ROLE_WORDING } from '#web/wording/role.wording.js';
import { formatSpan } from '#web/wording/span.wording.js';

export interface ShownLimit {
  id: string;
  name: string;
  limit: string;
  citation: string;
  /** Where the limit counts from another one's end, that one's name. */
  countsFrom: string | null;
}

/** The published procedure (clause 5.2) in one language, drawn from the very pack that the workflow obeys. */
export interface Procedure {
  id: string;
  effectiveFrom: string;
  agency: { name: string; website: string; phone: string };
  responsibleUnit: string;
  steps: { id: string; name: string; description: string; responsible: string }[];
  categories: { id: string; name: string; hint: string; isIntegrity: boolean; limits: ShownLimit[] }[];
  rejectionReasons: { name: string; isForIntegrity: boolean }[];
  /** What the accused are told, and by which step. */
  subjectNotices: { id: string; name: string; step: string; letter: string; citation: string }[];
  outsideBody: string;
}

/** Who decides differs by category; the category's own word counts. */
const decidersOf = ({ categories }: Policy): Role[] => [
  ...new Set(categories.map(({ decidedBy }) => decidedBy)),
];

export function procedureOf(policy: Policy, language: Language): Procedure {
  const { agency } = policy;
  const limitOf = (clock: ClockDefinition, clocks: readonly ClockDefinition[]): ShownLimit => ({
    id: clock.id,
    name: clock.name[language],
    limit: formatSpan(clock.limit, language),
    citation: citationText(clock.citation, language, policy),
    countsFrom: clocks.find(({ id }) => id === clock.countsFromDueOf)?.name[language] ?? null,
  });
  return {
    id: policy.id,
    effectiveFrom: policy.effectiveFrom,
    agency: { name: agency.name[language], website: agency.website, phone: agency.phone },
    responsibleUnit: policy.units.find(({ id }) => id === policy.centralDeskUnit)?.name[language] ?? '',
    steps: policy.steps.map(({ id, name, description, responsible }) => ({
      id,
      name: name[language],
      description: description[language],
      responsible: (id === 'decision' ? decidersOf(policy) : [responsible])
        .map((role) => ROLE_WORDING[role][language])
        .join(' / '),
    })),
    categories: policy.categories.map(({ id, name, hint, isIntegrity, clocks }) => ({
      id,
      name: name[language],
      hint: hint[language],
      isIntegrity,
      limits: clocks.map((clock) => limitOf(clock, clocks)),
    })),
    rejectionReasons: policy.rejectionReasons.map(({ name, allowedForIntegrity }) => ({
      name: name[language],
      isForIntegrity: allowedForIntegrity,
    })),
    subjectNotices: (policy.subjectNotices ?? []).map(({ id, name, step, letter, citation }) => ({
      id,
      name: name[language],
      step: listedName(policy.steps, step, language),
      letter: letter[language],
      citation: citationText(citation, language, policy),
    })),
    outsideBody: policy.outsideBody[language],
  };
}

/** The limits that every category has, to be shown once, and the categories with their own only. */
export function sharedLimits(categories: Procedure['categories']): {
  shared: ShownLimit[];
  categories: Procedure['categories'];
} {
  const isShared = ({ id }: ShownLimit): boolean =>
    categories.every(({ limits }) => limits.some((limit) => limit.id === id));
  return {
    shared: (categories[0]?.limits ?? []).filter(isShared),
    categories: categories.map((category) => ({
      ...category,
      limits: category.limits.filter((limit) => !isShared(limit)),
    })),
  };
}
