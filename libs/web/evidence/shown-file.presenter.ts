import type { EvidenceRef } from '#domain/complaint/evidence.js';
import type { PageLocals } from '../page-locals.js';

/** A file as a page shows it. */
export interface ShownFile {
  id: string;
  name: string;
  /** What it is and how large, in words. */
  about: string;
  /** What its reader should know; empty where all is well. */
  warnings: string[];
  isQuarantined: boolean;
  /** Whether it is kept untouched as well. */
  hasOriginal: boolean;
}

const MEGABYTE = 1_024;

const sizeOf = (kilobytes: number, { t }: PageLocals): string =>
  kilobytes < MEGABYTE
    ? t('evidence.kilobytes', { size: kilobytes })
    : t('evidence.megabytes', { size: (kilobytes / MEGABYTE).toFixed(1) });

/** `name` null: its key was destroyed. */
export function showFile(ref: EvidenceRef, name: string | null, locals: PageLocals): ShownFile {
  const { t } = locals;
  const warnings = [
    ...(ref.isQuarantined ? ['quarantined'] : []),
    ...(ref.isCleaned || ref.isQuarantined ? [] : ['not-cleaned']),
  ];
  const kept = ref.hasOriginal ? ` · ${t('evidence.original-kept')}` : '';
  return {
    id: ref.id,
    name: name ?? t('evidence.unreadable'),
    about: `${t(`evidence.kind.${ref.kind}`)} · ${sizeOf(ref.kilobytes, locals)}${kept}`,
    warnings: warnings.map((warning) => t(`evidence.${warning}`)),
    isQuarantined: ref.isQuarantined,
    hasOriginal: ref.hasOriginal,
  };
}
